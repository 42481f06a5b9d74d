// swift-format-ignore-file
// A row of the table stays one line.

/// Applications Manager, hierarchy and administration: sms12-server 11.6, sms12-client 9.1.
let hierarchyRows = #"""
    source-blanked | Q266759 | 1.2 | - | A package's source path vanishes at a child site whose address names the parent.
    package-disappeared | Q188052 | 1.2 | - | Deleting a package without a Remove job first leaves errors in the logs and files on the servers.
    wcl-loss | Q256317 | 1.2 | 1.2SP4+hotfixes | Command lines of a package are lost when it is replicated.
    cannot-redistribute | Q134718 | 1.1 | - | A child cannot distribute its parent's package further unless it was sent there first.
    update-message-misleads, package-props-no-content | Q160567 | 1.2 | - | The message says that a changed package is updated at all sites, yet its files go out only with a job that sends Even If Previously Sent.
    sites-full-needed | Q186419 | 1.2 | - | Only somebody with full rights on Sites may edit Pending jobs.
    event-360-storm | Q153532 | 1.0 | 1.2 | Event 360 is raised over and over; in 1.2 every twelve hours.
    control-image-cap | Q162536 Q255262 | 1.0 | - | A site control file larger than the limit is not taken.
    ct2-backlog | Q240786 | 1.2 | 1.2SP4+hotfixes | With more than ten thousand sites control files pile up.
    multi-site-domain | Q270218 | 1.2SP4 | - | Two sites that use all detected servers of one domain blank each other's identity keys. | It damages the inventory of logon scripts; the machines of a lab have their site and identity from the lab file, and no job is changed by it.
    upgrade-bootstrap-48h | Q186408 | 1.2 | - | The upgrade of a secondary site over its bootstrap takes up to 48 hours. | It is set-up of the product itself; a lab's sites are there, at its release, from the beginning.
    sitecode-reserved | Q182420 | 1.0 | 1.2SP4+hotfixes | A site code that is the name of a device, such as CON, cannot be worked with. | No lab can have such a site: its code is refused where it is written, in lab files and commands, at every release; whether Setup of the product refuses it too is nothing that the pipeline sees.
    """#
