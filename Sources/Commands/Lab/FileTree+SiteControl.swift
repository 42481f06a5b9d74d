import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

// SITECFG.BOX: the master copy, what came for Site Configuration Manager, and what waits for Hierarchy Manager (Q133113).

extension FileTree {
    /// The files of SITECFG.BOX; the box is written anew, so that what was read is gone from it.
    func controlFiles(_ root: String) -> [FileOperation] {
        let box = "\(root)\\SITE.SRV\\SITECFG.BOX"
        var list = [FileOperation(.remove, path: box), FileOperation(.folder, path: box)]
        if hasMasterCopy, image.isInstalled {
            let file = SiteControlFile(
                type: .actual, site: image.number, stamp: image.controlStamp,
                properties: SiteProperties(image.definition))
            list.append(controlFile(file, "\(box)\\SITECTRL.CT0"))
        }
        for file in image.controlFilesIn {
            list.append(controlFile(file, "\(box)\\\(FileNames.controlFile(file, "CT1"))"))
        }
        for file in image.controlFilesOut {
            list.append(controlFile(file, "\(box)\\\(FileNames.controlFile(file, "CT2"))"))
        }
        if let file = image.refusedControl?.file {
            list.append(controlFile(file, "\(box)\\\(FileNames.controlFile(file, "710"))"))
        }
        return list
    }

    private func controlFile(_ file: SiteControlFile, _ path: String) -> FileOperation {
        // Nothing was proposed yet: the site is what it was set up as.
        let stamp = file.stamp == 0 ? image.labStart : file.stamp
        let text = SiteControlText.write(
            type: file.type, site: image.code(of: file.site),
            time: image.definition.zone.localTime(atUTC: stamp.flooredQuotient(by: 1_000)),
            properties: file.properties)
        return FileOperation(.write, path: path, data: Array(text.utf8))
    }
}
