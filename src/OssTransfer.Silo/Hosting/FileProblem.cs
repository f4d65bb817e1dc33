namespace OssTransfer.Silo.Hosting;

/// <summary>Why a file that a user named can't be read, in words of its own.</summary>
public static class FileProblem
{
    /// <summary>What stands in the way, without a full stop.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">What reading it threw.</param>
    public static string Of(string path, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            _ when Directory.Exists(path) => "it is a directory, not a file",
            UnauthorizedAccessException => "this user may not read it",
            _ => exception.Message.TrimEnd('.'),
        };
    }
}
