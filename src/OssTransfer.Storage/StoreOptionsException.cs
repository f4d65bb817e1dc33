namespace OssTransfer.Storage;

/// <summary>A store can't be opened by these options. The message is for people: all that is wrong, a line each, and no name of a parameter.</summary>
public sealed class StoreOptionsException : ArgumentException
{
    /// <summary>All that is wrong.</summary>
    public StoreOptionsException(IReadOnlyList<string> errors)
        : base(string.Join('\n', errors))
    {
    }
}
