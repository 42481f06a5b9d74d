extension Migration {
    /// Version 1: all tables of the first release.
    ///
    /// The text is frozen: what a released version made never changes. It was written once from the descriptions
    /// of the tables; later changes of those are migrations of their own.
    package static let version1 = Migration(
        version: 1, name: "tables of the first release",
        script: #"""
            CREATE TABLE Sites (
                Site TEXT NOT NULL,
                SiteCode TEXT NOT NULL,
                Name TEXT NOT NULL,
                ParentSite TEXT,
                Response INTEGER NOT NULL CHECK (Response IN (1, 5, 15, 30)),
                Zone TEXT NOT NULL,
                SQLClockOffset INTEGER NOT NULL,
                Server TEXT NOT NULL,
                Domain TEXT NOT NULL,
                SMSDrive TEXT NOT NULL,
                PCMPolling INTEGER NOT NULL,
                EnableCompression INTEGER NOT NULL CHECK (EnableCompression IN (0, 1)),
                CompressionLevel INTEGER NOT NULL,
                YieldTime INTEGER NOT NULL,
                RatioPercent INTEGER NOT NULL,
                StatusTime INTEGER NOT NULL,
                PRIMARY KEY (Site, SiteCode)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Addresses (
                Site TEXT NOT NULL,
                DestinationSite TEXT NOT NULL,
                BitsPerSecond INTEGER NOT NULL,
                Sender TEXT NOT NULL,
                PRIMARY KEY (Site, DestinationSite)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Domains (
                Site TEXT NOT NULL,
                Domain TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                PRIMARY KEY (Site, Domain)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Servers (
                Site TEXT NOT NULL,
                Server TEXT NOT NULL,
                Domain TEXT NOT NULL,
                ServerType INTEGER NOT NULL CHECK (ServerType IN (1, 2, 3, 4, 5, 6, 7)),
                Roles INTEGER NOT NULL,
                Online INTEGER NOT NULL CHECK (Online IN (0, 1)),
                PRIMARY KEY (Site, Server)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Drives (
                Site TEXT NOT NULL,
                Server TEXT NOT NULL,
                Drive TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                FileSystem TEXT NOT NULL CHECK (FileSystem IN ('fat', 'ntfs', 'hpfs', 'netware')),
                FreeBytes INTEGER NOT NULL,
                PRIMARY KEY (Site, Server, Drive),
                FOREIGN KEY (Site, Server) REFERENCES Servers (Site, Server)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Shares (
                Site TEXT NOT NULL,
                Server TEXT NOT NULL,
                Share TEXT NOT NULL,
                Drive TEXT NOT NULL,
                Path TEXT NOT NULL,
                Permissions INTEGER NOT NULL,
                PRIMARY KEY (Site, Server, Share),
                FOREIGN KEY (Site, Server) REFERENCES Servers (Site, Server)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Machines (
                Site TEXT NOT NULL,
                dwMachineID INTEGER NOT NULL,
                SMSID TEXT NOT NULL,
                SiteCode TEXT NOT NULL,
                Name TEXT NOT NULL,
                Domain TEXT NOT NULL,
                Platform INTEGER NOT NULL,
                LogonServer TEXT NOT NULL,
                LogOnName TEXT NOT NULL,
                State INTEGER NOT NULL CHECK (State IN (0, 1, 2)),
                PRIMARY KEY (Site, dwMachineID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE MachineGroups (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                Comment TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE MachineGroupMembers (
                Site TEXT NOT NULL,
                GroupName TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Member TEXT NOT NULL,
                PRIMARY KEY (Site, GroupName, Ordinal),
                FOREIGN KEY (Site, GroupName) REFERENCES MachineGroups (Site, GroupName)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Packages (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Name TEXT NOT NULL,
                Comment TEXT NOT NULL,
                Product TEXT NOT NULL,
                Version TEXT NOT NULL,
                Company TEXT NOT NULL,
                Language TEXT NOT NULL,
                WorkstationRoot TEXT,
                WorkstationPermissions INTEGER NOT NULL,
                WorkstationTransferFile TEXT,
                ServerRoot TEXT,
                ShareName TEXT NOT NULL,
                SharePermissions INTEGER NOT NULL,
                ServerTransferFile TEXT,
                InventoryThisPackage INTEGER CHECK (InventoryThisPackage IN (0, 1)),
                WorkstationPackage INTEGER NOT NULL CHECK (WorkstationPackage IN (0, 1)),
                SharingPackage INTEGER NOT NULL CHECK (SharingPackage IN (0, 1)),
                InventoryPackage INTEGER NOT NULL CHECK (InventoryPackage IN (0, 1)),
                NeedsNTFS INTEGER NOT NULL CHECK (NeedsNTFS IN (0, 1)),
                DefinitionDigest TEXT NOT NULL,
                SourceFiles INTEGER,
                SourceBytes INTEGER,
                SourceLongestPath INTEGER,
                PRIMARY KEY (Site, PackageID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE WorkstationCommandLines (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Name TEXT NOT NULL,
                Command TEXT NOT NULL,
                Flags INTEGER NOT NULL CHECK (Flags IN (0, 1, 3)),
                Platforms INTEGER NOT NULL,
                SynchronousSystemExit INTEGER NOT NULL CHECK (SynchronousSystemExit IN (0, 1)),
                PRIMARY KEY (Site, PackageID, Ordinal),
                FOREIGN KEY (Site, PackageID) REFERENCES Packages (Site, PackageID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ProgramItems (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Description TEXT NOT NULL,
                CommandLine TEXT NOT NULL,
                ConfigurationScript TEXT NOT NULL,
                RegistryName TEXT NOT NULL,
                DefaultINIFile TEXT NOT NULL,
                RunMinimized INTEGER NOT NULL CHECK (RunMinimized IN (0, 1)),
                RunLocalCopyIfPresent INTEGER NOT NULL CHECK (RunLocalCopyIfPresent IN (0, 1)),
                DriveMode INTEGER NOT NULL CHECK (DriveMode IN (1, 2, 3)),
                DriveLetter TEXT,
                Platforms INTEGER NOT NULL,
                SetupIcon TEXT NOT NULL,
                DisplayIconInProgramGroup INTEGER NOT NULL CHECK (DisplayIconInProgramGroup IN (0, 1)),
                PRIMARY KEY (Site, PackageID, Ordinal),
                FOREIGN KEY (Site, PackageID) REFERENCES Packages (Site, PackageID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE InventoryRules (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Rule TEXT NOT NULL,
                PRIMARY KEY (Site, PackageID),
                FOREIGN KEY (Site, PackageID) REFERENCES Packages (Site, PackageID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE InventoryFiles (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Section TEXT NOT NULL,
                FileName TEXT NOT NULL,
                Collect INTEGER NOT NULL CHECK (Collect IN (0, 1)),
                Tests TEXT NOT NULL,
                PRIMARY KEY (Site, PackageID, Ordinal),
                FOREIGN KEY (Site, PackageID) REFERENCES Packages (Site, PackageID)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE PackageLocations (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                Server TEXT NOT NULL,
                Kind TEXT NOT NULL CHECK (Kind IN ('W', 'S')),
                SiteCode TEXT NOT NULL,
                Share TEXT NOT NULL,
                Path TEXT NOT NULL,
                PRIMARY KEY (Site, PackageID, Server, Kind)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Archives (
                Site TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                File TEXT NOT NULL,
                Digest TEXT NOT NULL,
                Bytes INTEGER NOT NULL,
                Libarchive TEXT NOT NULL,
                Zlib TEXT NOT NULL,
                Level INTEGER NOT NULL,
                Source INTEGER NOT NULL,
                PRIMARY KEY (Site, PackageID, File)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Jobs (
                Site TEXT NOT NULL,
                JobID TEXT NOT NULL,
                JobType TEXT NOT NULL
                    CHECK (JobType IN ('microsoft\SMS\workstation_script',
                        'microsoft\SMS\server_script',
                        'microsoft\SMS\remove_package',
                        'microsoft\SMS\mini-job',
                        'microsoft\SMS\site_job',
                        'microsoft\SMS\nad_transfer')),
                JobComment TEXT NOT NULL,
                ActivateTime INTEGER NOT NULL,
                LeftIcon TEXT NOT NULL,
                CenterIcon TEXT NOT NULL,
                RightIcon TEXT NOT NULL,
                Priority INTEGER NOT NULL CHECK (Priority IN (1, 2, 3)),
                RepeatMode INTEGER NOT NULL CHECK (RepeatMode IN (1, 2, 3, 4, 5)),
                CancelMode INTEGER NOT NULL CHECK (CancelMode IN (0, 1)),
                JobStatus INTEGER NOT NULL CHECK (JobStatus IN (0, 1, 2, 3, 4, 5, 6)),
                SendingStatus INTEGER NOT NULL CHECK (SendingStatus IN (0, 1, 2, 3, 4, 5, 6)),
                WorkingStatus INTEGER NOT NULL CHECK (WorkingStatus IN (0, 1, 2, 3, 4, 5, 6)),
                CancelStatus INTEGER NOT NULL CHECK (CancelStatus IN (0, 1, 2, 3, 4, 5, 6)),
                PackageID TEXT NOT NULL,
                JobTarget INTEGER NOT NULL CHECK (JobTarget IN (1, 2, 3)),
                DistributePhase INTEGER NOT NULL CHECK (DistributePhase IN (0, 1, 2, 3)),
                SendPhase INTEGER NOT NULL CHECK (SendPhase IN (1, 2)),
                LimitToSites INTEGER NOT NULL CHECK (LimitToSites IN (0, 1, 2)),
                IncludeSubsites INTEGER NOT NULL CHECK (IncludeSubsites IN (0, 1)),
                SiteLimitName TEXT NOT NULL,
                DistributionServers TEXT,
                WCLName TEXT,
                QueryID TEXT NOT NULL,
                MachineGroupName TEXT NOT NULL,
                MachinePath TEXT NOT NULL,
                OfferTime INTEGER NOT NULL,
                MandatoryTime INTEGER NOT NULL,
                UseMandatoryTime INTEGER NOT NULL CHECK (UseMandatoryTime IN (0, 1)),
                ForceOverSlowLink INTEGER NOT NULL CHECK (ForceOverSlowLink IN (0, 1)),
                ExpireTime INTEGER NOT NULL,
                UseExpireTime INTEGER NOT NULL CHECK (UseExpireTime IN (0, 1)),
                RunWorkstationCommand INTEGER NOT NULL CHECK (RunWorkstationCommand IN (0, 1)),
                Created INTEGER NOT NULL,
                Activated INTEGER,
                Who TEXT NOT NULL,
                OfferedName TEXT NOT NULL,
                OfferedComment TEXT NOT NULL,
                OfferedCommand TEXT,
                OfferedFlags INTEGER NOT NULL CHECK (OfferedFlags IN (0, 1, 3)),
                OfferedPlatforms INTEGER NOT NULL,
                OfferedSystemExit INTEGER NOT NULL CHECK (OfferedSystemExit IN (0, 1)),
                PRIMARY KEY (Site, JobID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE JobDetails (
                Site TEXT NOT NULL,
                JobID TEXT NOT NULL,
                DetailKind INTEGER NOT NULL CHECK (DetailKind IN (1, 2, 3, 4)),
                Ordinal INTEGER NOT NULL,
                TargetSite TEXT NOT NULL,
                MachineID TEXT,
                Server TEXT,
                Status INTEGER NOT NULL CHECK (Status IN (0, 1, 2, 3, 4, 5, 6)),
                Changed INTEGER,
                Attempts INTEGER NOT NULL,
                Description TEXT NOT NULL,
                PRIMARY KEY (Site, JobID, DetailKind, Ordinal)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Requests (
                Site TEXT NOT NULL,
                RequestID TEXT NOT NULL,
                JobID TEXT NOT NULL,
                DestinationSite TEXT NOT NULL,
                Outbox TEXT NOT NULL,
                Priority INTEGER NOT NULL CHECK (Priority IN (1, 2, 3)),
                Status INTEGER NOT NULL CHECK (Status IN (0, 1, 2, 3, 4, 5, 6, 7, 8)),
                BytesTotal INTEGER NOT NULL,
                BytesLeft INTEGER NOT NULL,
                SyncPoint INTEGER NOT NULL,
                Connects INTEGER NOT NULL,
                FileType INTEGER NOT NULL CHECK (FileType IN (0, 1, 2)),
                ActionCode INTEGER NOT NULL CHECK (ActionCode IN (0, 1, 2)),
                Cancelled INTEGER NOT NULL CHECK (Cancelled IN (0, 1)),
                SenderID TEXT NOT NULL,
                PackageFile TEXT,
                InstructionFile TEXT NOT NULL,
                FirstStartedAt INTEGER,
                StartedAt INTEGER,
                EndedAt INTEGER,
                HeartbeatAt INTEGER,
                RestartAt INTEGER,
                PRIMARY KEY (Site, RequestID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Instructions (
                Site TEXT NOT NULL,
                InstructionID TEXT NOT NULL,
                JobID TEXT,
                DestinationSite TEXT NOT NULL,
                File TEXT NOT NULL,
                PRIMARY KEY (Site, InstructionID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE ClientOffers (
                Site TEXT NOT NULL,
                SMSID TEXT NOT NULL,
                RequestID TEXT NOT NULL,
                JobID TEXT NOT NULL,
                PackageID TEXT NOT NULL,
                CommandName TEXT NOT NULL,
                State TEXT NOT NULL
                    CHECK (State IN ('waiting', 'offered', 'archived', 'running', 'executed', 'failed', 'expired', 'cancelled')),
                SeenAt INTEGER,
                OfferedAt INTEGER,
                StartedAt INTEGER,
                EndedAt INTEGER,
                Attempts INTEGER NOT NULL,
                ExitCode INTEGER,
                PRIMARY KEY (Site, SMSID, RequestID)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE SMSEvents (
                Site TEXT NOT NULL,
                Ordinal INTEGER NOT NULL,
                Instant INTEGER NOT NULL,
                EventID INTEGER NOT NULL,
                Severity INTEGER NOT NULL CHECK (Severity IN (1, 2, 3)),
                Component TEXT NOT NULL,
                Machine TEXT NOT NULL,
                JobID TEXT,
                JobDestination TEXT,
                Insertions TEXT NOT NULL,
                PRIMARY KEY (Site, Ordinal)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE SMSData (
                Site TEXT NOT NULL,
                Name TEXT NOT NULL,
                Value INTEGER NOT NULL,
                PRIMARY KEY (Site, Name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Meta (
                Name TEXT NOT NULL,
                Value TEXT NOT NULL,
                Checksum INTEGER NOT NULL,
                PRIMARY KEY (Name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE Journal (
                Sequence INTEGER PRIMARY KEY NOT NULL,
                Instant INTEGER NOT NULL,
                Who TEXT NOT NULL,
                Verb TEXT NOT NULL,
                Body TEXT NOT NULL,
                Checksum INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE SourceObservations (
                Sequence INTEGER NOT NULL,
                Ordinal INTEGER NOT NULL,
                Name TEXT NOT NULL,
                Digest TEXT NOT NULL,
                Body TEXT NOT NULL,
                Checksum INTEGER NOT NULL,
                PRIMARY KEY (Sequence, Ordinal),
                FOREIGN KEY (Sequence) REFERENCES Journal (Sequence)
                    DEFERRABLE INITIALLY DEFERRED
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE TraceSegments (
                Segment INTEGER PRIMARY KEY NOT NULL,
                FirstSequence INTEGER NOT NULL,
                Count INTEGER NOT NULL,
                FirstInstant INTEGER NOT NULL,
                LastInstant INTEGER NOT NULL,
                Checksum INTEGER NOT NULL,
                Data BLOB NOT NULL
            ) STRICT;

            CREATE TABLE SnapshotPages (
                Name TEXT NOT NULL,
                Page INTEGER NOT NULL,
                Checksum INTEGER NOT NULL,
                Data BLOB NOT NULL,
                PRIMARY KEY (Name, Page)
            ) STRICT;

            CREATE TABLE FileOperations (
                Ordinal INTEGER PRIMARY KEY NOT NULL,
                Path TEXT NOT NULL,
                Kind TEXT NOT NULL
                    CHECK (Kind IN ('folder', 'write', 'append', 'copy', 'move', 'remove')),
                FromPath TEXT,
                Data BLOB,
                Digest TEXT,
                Checksum INTEGER NOT NULL
            ) STRICT;

            CREATE INDEX Machines_Name ON Machines (Site, Name);

            """#)
}
