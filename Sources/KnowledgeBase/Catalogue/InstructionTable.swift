// swift-format-ignore-file
// A row of the table stays one line.

/// Instruction files: sms12-client 9.2.
let instructionRows = #"""
    ins-zero-based-month | Q153369 | 1.0 | 1.2 | Months in instruction files and in their dumps count from zero.
    pcmdump-year-100 | Q249578 | 1.2 | 1.2SP4+hotfixes | PCMDUMP prints years from 2000 on as 100 and more.
    pcm-sleep, ins-only-if-touched | Q163488 | 1.2 | 1.2SP2 | A client looks at its instruction file only when the file changed, so that offers with a later time are missed.
    ins-resurrects-cancelled | Q140928 | 1.0 | 1.2 | A sharing violation while instructions are stripped brings cancelled packages back.
    ins-unreadable-nt351 | Q160855 | 1.2 | 1.2SP2 | The service on Windows NT 3.5 cannot read instruction files of a logon server with Windows NT 4.0.
    svc-no-failover | Q191293 | 1.2 | 1.2SP4 | When the instruction file is missing at its logon server, the service does not try the others.
    """#
