import Pipeline
import SiteModel
import VirtualTime

// Commands about the tree of sites, about what is down, and about services.

extension Emulation {
    mutating func performOnHierarchy(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .setFault(let subject, let isDown):
            let site = try check(subject)
            let outcome = note(command, site, 0)
            setFault(subject, isDown: isDown)
            return outcome
        case .dropFault(let fault):
            let place = try planned(fault)
            definition.faults[place].isDropped = true
            return note(command, 0, UInt32(place + 1))
        case .attachSite(let code, let parent): return try attach(command, code, to: parent)
        case .detachSite(let code): return try detach(command, code)
        case .service(let code, let service, let action):
            let site = try siteNumber(code)
            try check(service, action, site)
            let outcome = note(command, site, 0)
            control(service, action, site: site)
            return outcome
        default: preconditionFailure("\(command.verb) is no command about sites")
        }
    }

    /// The place of a fault that was planned and has not begun.
    private func planned(_ fault: FaultDefinition) throws(CommandRefusal) -> Int {
        let places = definition.faults.indices.filter { definition.faults[$0] == fault }
        guard !places.isEmpty else {
            throw CommandRefusal(.unknown, "the lab has no such fault planned; `fault list` shows them")
        }
        // Its beginning waits among the signals until it comes.
        guard
            let place = places.first(where: { place in
                !queue.ordered { $0.kind == .faultChanged && $0.a == UInt32(place) && $0.b == 1 }.isEmpty
            })
        else {
            throw CommandRefusal(
                .notAllowed,
                "what was planned for \(fault.from) has begun; `--state up` of `fault` brings back what is down"
            )
        }
        return place
    }

    /// The site of a fault's subject; refused where there is none.
    private func check(_ subject: FaultDefinition.Subject) throws(CommandRefusal) -> Int {
        switch subject {
        case .link(let one, let other):
            let site = try siteNumber(one)
            _ = try siteNumber(other)
            if one == other {
                throw CommandRefusal(
                    .notAllowed, "a link goes from one site to another, not from \(one) to itself")
            }
            return site
        case .server(let code, let name):
            let site = try siteNumber(code)
            guard images[site].serverIndex(name) != nil else {
                throw CommandRefusal(.unknown, "no server \(name) at site \(code); `server list` shows them")
            }
            return site
        case .client(let code, let name):
            let site = try siteNumber(code)
            guard images[site].clients.index(name) != nil else {
                throw CommandRefusal(.unknown, "no client \(name) at site \(code); `client list` shows them")
            }
            return site
        case .site(let code, let fault):
            let site = try siteNumber(code)
            if fault.isOfDatabase, images[site].definition.isSecondary {
                throw CommandRefusal(
                    .notAllowed, "site \(code) is a secondary site, which has no SQL database (Q133111)")
            }
            return site
        case .request(let code, let id, _):
            let site = try siteNumber(code)
            guard images[site].requestIndex(id) != nil else {
                throw CommandRefusal(
                    .unknown, "no open send request \(id) at site \(code); `tool dumpsend` lists them")
            }
            return site
        case .sql(let code):
            let site = try siteNumber(code)
            if images[site].definition.isSecondary {
                throw CommandRefusal(
                    .notAllowed, "site \(code) is a secondary site, which has no SQL database (Q133111)")
            }
            return site
        }
    }

    // MARK: The tree

    /// What a parent has to be: a primary site that is not below the site itself (Q133111).
    func checkParent(
        _ parent: SiteCode?, isSecondary: Bool, of code: SiteCode
    ) throws(CommandRefusal) {
        guard let parent else {
            if isSecondary {
                throw CommandRefusal(
                    .notAllowed, "site \(code) is a secondary site and needs a parent (Q133111)")
            }
            return
        }
        let above = try siteNumber(parent)
        if images[above].definition.isSecondary {
            throw CommandRefusal(
                .notAllowed, "site \(parent) is a secondary site, which can have no sites below it (Q133111)")
        }
        guard let site = images.firstIndex(where: { $0.definition.code == code && !$0.isRemoved }) else {
            return
        }
        if images[site].hierarchy.isWithin(UInt16(above), UInt16(site)) {
            throw CommandRefusal(
                .notAllowed,
                "site \(parent) is site \(code) itself or below it; a site cannot be above itself")
        }
    }

    private mutating func attach(
        _ command: LabCommand, _ code: SiteCode, to parent: SiteCode
    ) throws(CommandRefusal) -> CommandOutcome {
        let site = try siteNumber(code)
        let definition = images[site].definition
        if let current = definition.parent {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) reports to \(current) already, and a site has one parent; `site detach \(code)` first"
            )
        }
        if definition.isSecondary {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is a secondary site: its parent made it and it stays with it (Q133111)")
        }
        try checkParent(parent, isSecondary: false, of: code)
        images[site].setParent(parent)
        linkSites()
        // The database is dumped to the parent at the attach, with all that is known of the sites below (Q191305).
        for below in images[site].hierarchy.tree(of: UInt16(site)) { learn(from: below, above: UInt16(site)) }
        return note(command, site, 0)
    }

    private mutating func detach(_ command: LabCommand, _ code: SiteCode) throws(CommandRefusal)
        -> CommandOutcome
    {
        let site = try siteNumber(code)
        guard images[site].definition.parent != nil else {
            throw CommandRefusal(
                .notAllowed, "site \(code) has no parent; there is nothing to detach it from")
        }
        if images[site].definition.isSecondary {
            throw CommandRefusal(
                .notAllowed,
                "site \(code) is a secondary site and is not detached; `site remove \(code)` deletes it")
        }
        let below = images[site].hierarchy.tree(of: UInt16(site))
        var above = images[site].parent
        while let place = above {
            for number in below { images[Int(place)].forget(number) }
            above = images[Int(place)].parent
        }
        images[site].setParent(nil)
        linkSites()
        return note(command, site, 0)
    }
}
