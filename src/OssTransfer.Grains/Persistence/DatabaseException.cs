namespace OssTransfer.Grains.Persistence;

/// <summary>The database did not do what was asked. The message names the file and says what to do; it is fit for users.</summary>
public sealed class DatabaseException : Exception
{
    /// <summary>A problem with its message.</summary>
    public DatabaseException(DatabaseProblem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public DatabaseProblem Problem { get; }
}
