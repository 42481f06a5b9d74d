extension Migration {
    /// Version 2: hierarchies of sites, their Senders and system jobs.
    ///
    /// The text is frozen once it was released. A column that is added carries the value of older rows; a table whose
    /// key grows is made anew.
    package static let version2 = Migration(
        version: 2, name: "hierarchies",
        script: #"""
            ALTER TABLE Sites ADD COLUMN Secondary INTEGER NOT NULL DEFAULT 0 CHECK (Secondary IN (0, 1));

            ALTER TABLE Shares ADD COLUMN Comment TEXT NOT NULL DEFAULT '';

            ALTER TABLE Addresses RENAME TO AddressesOfVersion1;

            CREATE TABLE Addresses (
                Site TEXT NOT NULL,
                DestinationSite TEXT NOT NULL,
                Sender INTEGER NOT NULL CHECK (Sender IN (0, 1, 2, 3, 4, 5)),
                BitsPerSecond INTEGER NOT NULL,
                Percent INTEGER NOT NULL,
                PRIMARY KEY (Site, DestinationSite, Sender)
            ) STRICT, WITHOUT ROWID;

            INSERT INTO Addresses SELECT Site, DestinationSite, 0, BitsPerSecond, 100 FROM AddressesOfVersion1;

            DROP TABLE AddressesOfVersion1;

            CREATE TABLE Senders (
                Site TEXT NOT NULL,
                Sender INTEGER NOT NULL CHECK (Sender IN (0, 1, 2, 3, 4, 5)),
                Outbox TEXT NOT NULL,
                MaximumSendings INTEGER NOT NULL,
                MaximumSiteSendings INTEGER NOT NULL,
                Retries INTEGER NOT NULL,
                RetryDelay INTEGER NOT NULL,
                Schedule TEXT NOT NULL,
                HourlyPercent TEXT NOT NULL,
                PRIMARY KEY (Site, Sender)
            ) STRICT, WITHOUT ROWID;

            INSERT INTO Senders SELECT Site, 0, 'LAN_DEFA.000', 5, 3, 2, 1, '', '' FROM Sites WHERE Site = SiteCode;

            CREATE TABLE SiteGroups (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                Comment TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE SiteGroupMembers (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Member TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName, Ordinal),
                FOREIGN KEY (Site, GroupName) REFERENCES SiteGroups (Site, GroupName)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE SystemJobs (
                Site TEXT NOT NULL,
                JobID TEXT NOT NULL,
                Kind INTEGER NOT NULL CHECK (Kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
                JobComment TEXT NOT NULL,
                Priority INTEGER NOT NULL CHECK (Priority IN (1, 2, 3)),
                JobStatus INTEGER NOT NULL CHECK (JobStatus IN (0, 1, 2, 3, 4, 5, 6)),
                SendingStatus INTEGER NOT NULL CHECK (SendingStatus IN (0, 1, 2, 3, 4, 5, 6)),
                DestinationSite TEXT NOT NULL,
                Created INTEGER NOT NULL,
                Ended INTEGER,
                PRIMARY KEY (Site, JobID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Queries (
                Site TEXT NOT NULL,
                QueryID TEXT NOT NULL,
                Name TEXT NOT NULL,
                Architecture TEXT NOT NULL,
                Expression TEXT NOT NULL,
                PRIMARY KEY (Site, QueryID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE SiteControl (
                Site TEXT NOT NULL,
                SiteCode TEXT NOT NULL,
                Type INTEGER NOT NULL CHECK (Type IN (1, 2, 3, 4, 6)),
                Status INTEGER NOT NULL CHECK (Status IN (1, 2, 3, 4, 5)),
                Phase INTEGER NOT NULL,
                JobID TEXT,
                Waiting INTEGER NOT NULL CHECK (Waiting IN (0, 1)),
                UnderWay INTEGER NOT NULL CHECK (UnderWay IN (0, 1)),
                Stamp INTEGER NOT NULL,
                Image TEXT NOT NULL,
                PRIMARY KEY (Site, SiteCode, Type)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ProgramGroups (
                Site TEXT NOT NULL,
                ProgramGroupID TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                SiteCode TEXT NOT NULL,
                PRIMARY KEY (Site, ProgramGroupID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ProgramGroupItems (
                Site TEXT NOT NULL,
                ProgramGroupID TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                PackageID TEXT NOT NULL,
                Title TEXT NOT NULL,
                PRIMARY KEY (Site, ProgramGroupID, Ordinal),
                FOREIGN KEY (Site, ProgramGroupID) REFERENCES ProgramGroups (Site, ProgramGroupID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ProgramGroupUsers (
                Site TEXT NOT NULL,
                ProgramGroupID TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                UserGroup TEXT NOT NULL,
                PRIMARY KEY (Site, ProgramGroupID, Ordinal),
                FOREIGN KEY (Site, ProgramGroupID) REFERENCES ProgramGroups (Site, ProgramGroupID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE UserGroups (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE UserGroupMembers (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                UserName TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName, Ordinal),
                FOREIGN KEY (Site, GroupName) REFERENCES UserGroups (Site, GroupName)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Alerts (
                Site TEXT NOT NULL,
                AlertName TEXT NOT NULL,
                Query TEXT NOT NULL,
                AtLeast INTEGER NOT NULL,
                Minutes INTEGER NOT NULL,
                Tells TEXT NOT NULL,
                PRIMARY KEY (Site, AlertName)
            ) STRICT, WITHOUT ROWID;

            ALTER TABLE Jobs ADD COLUMN RemoveType INTEGER NOT NULL DEFAULT 3 CHECK (RemoveType IN (1, 2, 3));

            ALTER TABLE Jobs ADD COLUMN RemoveTasks INTEGER NOT NULL DEFAULT 1 CHECK (RemoveTasks IN (1, 2));

            CREATE TABLE Checkpoints (
                Checkpoint INTEGER PRIMARY KEY NOT NULL,
                Sequence INTEGER NOT NULL,
                Instant INTEGER NOT NULL,
                Handled INTEGER NOT NULL,
                TraceCount INTEGER NOT NULL,
                TraceDigest TEXT NOT NULL,
                Segment INTEGER NOT NULL,
                SegmentCount INTEGER NOT NULL,
                Checksum INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE CheckpointPages (
                Name TEXT NOT NULL,
                Page INTEGER NOT NULL,
                Checkpoint INTEGER NOT NULL,
                Checksum INTEGER NOT NULL,
                Data BLOB,
                PRIMARY KEY (Name, Page, Checkpoint)
            ) STRICT;

            CREATE TABLE SetAside (
                Line INTEGER NOT NULL,
                Ordinal INTEGER NOT NULL,
                Instant INTEGER NOT NULL,
                Who TEXT NOT NULL,
                Verb TEXT NOT NULL,
                Body TEXT NOT NULL,
                Checksum INTEGER NOT NULL,
                PRIMARY KEY (Line, Ordinal)
            ) STRICT, WITHOUT ROWID;
            """#)
}
