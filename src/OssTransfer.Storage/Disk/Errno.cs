using System.Runtime.InteropServices;

namespace OssTransfer.Storage.Disk;

/// <summary>Error numbers, the same on x64 and arm64, and what they mean to a store.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int NoDeviceThere = 6;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int OtherMount = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int InvalidArgument = 22;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int FileTooBig = 27;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NameTooLong = 36;
    public const int NotImplemented = 38;
    public const int NotEmpty = 39;
    public const int LinkLoop = 40;
    public const int IllegalSequence = 84;
    public const int TimedOut = 110;
    public const int HostDown = 112;
    public const int Stale = 116;
    public const int QuotaExceeded = 122;

    /// <summary>Not the kernel's: a link that <see cref="LinkRule"/> leaves alone.</summary>
    public const int LinkNotFollowed = 1 << 16;

    /// <summary>Not the kernel's: something in a <see cref="ClosedDirectory"/>.</summary>
    public const int Closed = 1 << 17;

    /// <summary>Not the kernel's: a directory has too many names to be read ahead.</summary>
    public const int TooManyNames = 1 << 18;

    /// <summary>The error of a call that answers -1 for one; 0 where it succeeded.</summary>
    public static int Of(nint result) => result == -1 ? Marshal.GetLastPInvokeError() : 0;

    /// <summary>The thing isn't there, or no longer is what it was.</summary>
    public static bool IsAbsent(int error) => error is NoEntry or NotDirectory;

    /// <summary>The machine, not the file, is the reason; a later try may work.</summary>
    public static bool IsPassing(int error) =>
        error is Interrupted or TryAgain or NoMemory or Busy or TooManyFiles or TooManyFilesInSystem or TimedOut or HostDown or Stale;

    /// <summary>The exception for an error while doing something with a key.</summary>
    public static StorageException Failure(int error, string doing, string what) => error switch
    {
        LinkNotFollowed => new(StorageErrorKind.Denied, $"{what} is a link that src-links doesn't follow"),
        Closed => new(StorageErrorKind.Denied, $"{what} lies in the silo's home, which is neither read nor written"),
        _ => new(KindOf(error), $"{doing} {what}: {Marshal.GetPInvokeErrorMessage(error)}") { Code = $"errno {error}" },
    };

    private static StorageErrorKind KindOf(int error) => error switch
    {
        NoEntry => StorageErrorKind.NotFound,
        AccessDenied or NotPermitted or ReadOnlyFileSystem or LinkLoop => StorageErrorKind.Denied,
        NoSpace or QuotaExceeded => StorageErrorKind.NoSpace,
        FileTooBig => StorageErrorKind.TooLarge,
        NameTooLong or IllegalSequence or NotDirectory or IsDirectory or NotEmpty or InvalidArgument => StorageErrorKind.InvalidKey,
        _ => IsPassing(error) ? StorageErrorKind.Transient : StorageErrorKind.Other,
    };
}
