namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>Waiting for something to become true, with an end.</summary>
internal static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is yes; fails with the last word where it doesn't become so in time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan timeout, Func<string> lastWord)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                if (await isSo())
                {
                    return;
                }
            }
            while (await timer.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Assert.Fail($"Not within {timeout.TotalSeconds:0} s: {lastWord()}");
        }
    }
}
