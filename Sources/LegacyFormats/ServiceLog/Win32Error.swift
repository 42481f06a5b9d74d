/// The Win32 errors that logs of SMS 1.2 name, in the words of Windows NT.
public enum Win32Error {
    /// What a number means; nil for those that are not listed.
    public static func words(_ number: Int) -> String? {
        switch number {
        case 0: "no error"
        case 2: "file not found"
        case 3: "path not found"
        case 5: "access denied"
        case 8: "not enough memory"
        case 31: "a device is not functioning"
        case 32: "the file is in use"
        case 33: "a part of the file is locked"
        case 39, 112: "the disk is full"
        case 50: "not supported by the network"
        case 51: "the remote computer is not available"
        case 53: "network path not found"
        case 55: "the network resource is gone"
        case 59: "unexpected network error"
        case 64: "the network name was deleted"
        case 65: "network access denied"
        case 67: "network name not found"
        case 71: "no more connections to the server"
        case 85: "the local device is in use"
        case 87: "wrong parameter"
        case 121: "the semaphore timed out"
        case 123: "wrong file name"
        case 183: "the file exists"
        case 206: "the file name is too long"
        case 1219: "another connection with other credentials"
        case 1311: "no logon server"
        case 1326: "logon failure"
        case 1330: "the password has expired"
        case 1355: "no such domain"
        case 1385: "logon type not granted"
        case 1396: "wrong account name of the target"
        case 1722: "the RPC server is not available"
        case 1909: "the account is locked"
        case 2114: "the server service is not started"
        case 2221: "user name not found"
        case 2250: "no such connection"
        default: nil
        }
    }

    /// `5 (access denied)`; the number alone where nothing is known of it.
    public static func described(_ number: String) -> String {
        Int(number).flatMap(words).map { "\(number) (\($0))" } ?? number
    }
}
