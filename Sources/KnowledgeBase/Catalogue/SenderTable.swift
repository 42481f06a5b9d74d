// swift-format-ignore-file
// A row of the table stays one line.

/// Senders: sms12-server 11.2, and what sms12-client 9.1 says of them.
let senderRows = #"""
    no-disk-check | Q137610 | 1.0 | - | The sender does not look at the room of the destination: a full disk shows as Win32 error 112, retries, and Failed in the end.
    missing-ins-resend | Q235837 | 1.2SP4 | 1.2SP4+hotfixes | When the instruction file of a request is missing, the package is sent again and again.
    dead-site-starves | Q214485 | 1.2 | - | On a slow sender the retries to one site that is down take the link away from those that are up.
    capacity-zero | Q163379 | 1.1 | - | With both limits of concurrent sendings at 0 nothing is sent.
    packet-too-big | Q136032 | 1.0 | 1.2 | On links faster than 7 kbit/s the packet size is worked out as the largest there is.
    bandwidth-hang | Q140917 Q140924 | 1.1 | 1.2 | A bandwidth estimate that is far too high, such as the first value 0xffffffff, stops the sender.
    handle-leak-32 | Q153260 | 1.0 | 1.2 | A file left open when the link drops makes every retry fail with error 32.
    account-lockout | Q163747 | 1.2 | 1.2SP2 | A child site tries its own account first, so that the parent's account of the same name is locked out.
    no-remove-resend, remove-not-retried | Q185179 | 1.0 | 1.2SP4+hotfixes | A Remove Package job whose sending failed is shown Retrying, and nothing is sent again.
    outbox-immovable | Q126229 | 1.0 | - | A sender whose outbox was moved or renamed does not find it again.
    duplicate-lan-sender | Q138243 | 1.1 | - | Deleting the second LAN sender that a failed installation left sets the registry values of the first to zero.
    outbox-schedule-lost | Q263356 | 1.2 | - | Times and priorities of outboxes are lost in the upgrade to 2.0. | Upgrading to Systems Management Server 2.0 is what loses them, and no lab runs at 2.0: within 1.2 an outbox keeps its schedule.
    """#
