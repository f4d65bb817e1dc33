namespace OssTransfer.Silo.Dashboard;

/// <summary>A browser that has signed in.</summary>
/// <param name="until">When it ends, whatever is done in it.</param>
internal sealed class Session(DateTimeOffset until)
{
    private string? _notice;

    public DateTimeOffset Until { get; } = until;

    /// <summary>What the next page is to say, once.</summary>
    public void SetNotice(string notice) => Volatile.Write(ref _notice, notice);

    public string? TakeNotice() => Interlocked.Exchange(ref _notice, null);
}
