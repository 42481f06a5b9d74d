/// The messages of those who load data, and of SQL Server; see `LogMessages`.
extension LogMessages {
    static let loader = #"""
        mif-wait load LOAD Q169491
        Waiting for a MIF...
        The Data Loader has no MIF to load.
        machine-begin load LOAD Q169491
        Processing a machine...
        A thread of the Data Loader loads a MIF of a machine; a status of a job is one too.
        machine-end load LOAD Q169491
        finished processing current machine.
        The Data Loader is done with the MIF of a machine.
        mifs-none load LOAD Q169491
        No more {text} MIFs to be processed, terminating thread
        The thread for {text} MIFs has no more to do.
        mifs-begin load LOAD -
        Processing {n} {text} MIFs...
        {n} {text} MIFs are taken up.
        mifs-loaded load LOAD -
        Loaded {n} {text} MIFs
        {n} {text} MIFs are loaded.
        row-updated status LOAD -
        Updated job {job} machine {client}
        The workstation row of {client} in job {job} has its status.
        mif-try load LOAD -
        Cannot process MIF {file}, try {n}
        {file} cannot be loaded, at try {n} of three.
        mif-bad load LOAD Q153573,Q239534
        Cannot process MIF {file}, moving it to BADMIFS
        {file} cannot be loaded and lies in BADMIFS.
        mif-date load LOAD Q239534
        Compilation failed {text} Could not convert file: {path}
        The MIF {path} cannot be parsed: {text}
        mif-compile load LOAD,DESP Q190135
        Compilation failed {text}
        A MIF cannot be parsed: {text}.
        sql-ends sql LOAD Q168093
        SQL problem detected, terminating MIF processing thread.
        The Data Loader's threads end because of SQL Server.
        sql-ends-thread sql LOAD Q168093
        SQL problem detected, terminating the thread.
        A thread of the Data Loader ends because of SQL Server.
        licence load LOAD Q167628
        Requesting license for client {client}
        A client licence is asked for, for {client}.
        licence-none load LOAD Q167628
        There is not enough client license {text}
        The site has no client licence left; the machine is not added.
        machine-find load LOAD Q168093
        CMachine::FindMachine {text}
        The machine is looked for in the database.
        group-define load LOAD Q168093
        Defining attributes for group {text}
        A group that the database does not know is made: {text}
        group-add load LOAD Q175763
        Adding group: {type}...
        The group {type} of a machine is added.
        group-update load LOAD Q169491
        Updating group: {type}...
        The group {type} of a machine is changed.
        column-failed sql LOAD Q168093
        CGroupMap::{text}
        A column of a group's table could not be made.
        attribute-failed sql LOAD Q168093
        CDefinedArchitecture::{text}
        An attribute of a group could not be made.
        group-failed sql LOAD Q168093
        CGroup::{text}
        A group of a MIF could not be made in the database.
        sql-in sql LOAD,DESP Q153246
        got access to SQL Server
        The component is logged on to its SQL Server.
        site-loaded load LOAD,DESP Q153246
        Successfully loaded Site information.
        What the database says of sites is read.
        dictionary load LOAD,DESP Q153246
        Loaded data dictionary
        The groups and attributes that the database knows are read.
        working-on load LOAD,DESP Q153246
        Working on {text}
        The group {text} of the machines of a site below is being loaded.
        groups-lost sql LOAD,DESP Q153246,Q191301
        Couldn't load all groups
        Not every group of the machines of a site below could be loaded.
        event-logged service LOAD,DESP Q153246
        Logging an event for the error.
        An event tells of the error before it.
        child-retry sql LOAD Q191301
        Error updating child site inventory, will retry in {n} minutes.
        What a site below sent is tried again in {n} minutes.
        """#

    static let database = #"""
        sql-error sql LOAD,DESP,SCHED,HMAN Q153246,Q191301
        Err>{text}
        SQL Server or its library refuses: {text}
        sql-deadlock sql LOAD,DESP Q191301
        Msg>Your server command (process id {n}) was deadlocked {text}
        The commands of process {n} were given up, so that others could go on.
        sql-message sql LOAD,DESP Q153246,Q191301
        Msg>{text}
        SQL Server says: {text}
        sql-command sql LOAD,DESP Q153246,Q191301
        Cmd>{text}
        The command that failed, or a piece of it.
        sql-trace sql LOAD,DESP,SCHED,HMAN Q176517
        SQL>>>{text}
        A statement that SQL tracing wrote down.
        """#

    static let inventory = #"""
        raw-read inventory INVPROC Q187334
        Reading the RAW file
        Inventory Processor takes up what an inventory agent gathered.
        raw-machine inventory INVPROC Q187334
        It's for machine {client}
        The inventory is that of {client}.
        raw-isv inventory INVPROC Q187334
        Processing Machine ISV MIF Files...
        MIFs that other programs left for the machine are added.
        raw-convert inventory INVPROC Q187334
        Converting RAW data to MIF
        A MIF is made of the inventory.
        raw-group inventory INVPROC Q187334
        Appending no ID group {text}
        The group {text} goes into the MIF.
        raw-write inventory INVPROC Q187334
        Writing
        The MIF is written; where nothing changed it has no name.
        raw-wait inventory INVPROC Q187334
        Waiting for MIF {text}
        Inventory Processor waits.
        raw-dots inventory INVPROC Q187334
        .
        The article left lines out here.
        """#
}
