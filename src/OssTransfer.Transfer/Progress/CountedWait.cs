namespace OssTransfer.Transfer.Progress;

/// <summary>Counts waits by a clock.</summary>
internal static class CountedWait
{
    /// <summary>Counts what isn't there at once.</summary>
    public static ValueTask CountAsync(this WaitClock clock, ValueTask wait)
    {
        return wait.IsCompletedSuccessfully ? wait : WaitAsync();

        async ValueTask WaitAsync()
        {
            clock.Begin();
            try
            {
                await wait;
            }
            finally
            {
                clock.End();
            }
        }
    }
}
