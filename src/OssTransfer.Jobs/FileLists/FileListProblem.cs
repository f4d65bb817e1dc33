namespace OssTransfer.Jobs.FileLists;

/// <summary>Why a line of a list names no object. Values are stored: never reuse a number. <see cref="FileListProblems"/> says them in words.</summary>
public enum FileListProblem
{
    /// <summary>It names one.</summary>
    None = 0,

    /// <summary>More bytes than <see cref="FileListLine.MaxBytes"/>.</summary>
    TooLong = 1,

    /// <summary>A NUL byte, as a list in UTF-16 has.</summary>
    HasNul = 2,

    /// <summary>Nothing stands before the TAB.</summary>
    NoPath = 3,

    /// <summary>What follows the last TAB is no size.</summary>
    BadSize = 4,

    /// <summary>A line of an error list with a <c>\</c> that begins no escape.</summary>
    BadEscape = 5,

    /// <summary>The path is neither UTF-8 nor in the configured encoding.</summary>
    WrongEncoding = 6,

    /// <summary>The key lies outside <c>src-prefix</c>, or is the prefix itself.</summary>
    OutsidePrefix = 7,

    /// <summary>The path lies outside <c>src-absolutepath</c>, or is the directory itself.</summary>
    OutsideDirectory = 8,

    /// <summary>The path has <c>.</c>, <c>..</c> or an empty name in it, so that no listing would show it.</summary>
    NotPlainPath = 9,

    /// <summary>The URL doesn't begin with <c>http://</c> or <c>https://</c>.</summary>
    NotUrl = 10,

    /// <summary>The URL's host is missing or can't be one.</summary>
    BadHost = 11,

    /// <summary>The URL's port is none.</summary>
    BadPort = 12,

    /// <summary>The URL has a user name or password, which lists and reports would show.</summary>
    HasCredentials = 13,

    /// <summary>The URL has a <c>#</c>.</summary>
    HasFragment = 14,

    /// <summary>Nothing of the URL is left as a key.</summary>
    NothingLeft = 15,

    /// <summary>Another line gives the same object another size.</summary>
    OtherSize = 16,

    /// <summary>Another line names another object that would have the same key at the destination.</summary>
    SameKey = 17,

    /// <summary>Another line gives the same object another digest.</summary>
    OtherDigest = 18,

    /// <summary>The line begins with a digest that is no MD5.</summary>
    NotMd5 = 19,
}
