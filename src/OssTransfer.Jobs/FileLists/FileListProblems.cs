using System.Globalization;

namespace OssTransfer.Jobs.FileLists;

/// <summary>What is wrong with a line, for people.</summary>
public static class FileListProblems
{
    /// <summary>One line, without the text of the list, which may hold secrets. Empty for none.</summary>
    public static string Text(FileListProblem problem) => problem switch
    {
        FileListProblem.None => "",
        FileListProblem.TooLong => string.Create(CultureInfo.InvariantCulture, $"is longer than {FileListLine.MaxBytes} bytes"),
        FileListProblem.HasNul => "has a NUL byte; a list in UTF-16 must be saved as UTF-8 first",
        FileListProblem.NoPath => "has no path before the TAB",
        FileListProblem.BadSize => "has no size after its last TAB; where the path itself has a TAB, a size (or another TAB) must follow it",
        FileListProblem.BadEscape => @"has a \ that begins none of \t \r \n \\ \xNN, as a line of three fields must have it",
        FileListProblem.WrongEncoding => "is not UTF-8 (nor in the encoding of src-name-encoding)",
        FileListProblem.OutsidePrefix => "lies outside src-prefix",
        FileListProblem.OutsideDirectory => "lies outside src-absolutepath",
        FileListProblem.NotPlainPath => "has '.', '..' or an empty name between two '/'",
        FileListProblem.NotUrl => "is no URL: it must begin with http:// or https://",
        FileListProblem.BadHost => "has no valid host",
        FileListProblem.BadPort => "has no valid port",
        FileListProblem.HasCredentials => "has a user name or password, which lists and reports would show; use signed URLs",
        FileListProblem.HasFragment => "has a '#', which no server sees: write %23 for one in a name",
        FileListProblem.NothingLeft => "has nothing left to be the key after src-prefix and query are cut",
        FileListProblem.OtherSize => "gives an object another size than an earlier line",
        FileListProblem.SameKey => "names an object that would have the same key at the destination as that of another line",
        FileListProblem.OtherDigest => "gives an object another MD5 than an earlier line",
        FileListProblem.NotMd5 => "begins with a digest that is no MD5; make the list with md5sum or 'rclone hashsum md5'",
        _ => problem.ToString(),
    };
}
