using System.Globalization;

namespace OssTransfer.Transfer.Memory;

/// <summary>
/// This process has no memory left. That is no verdict on the object that was worked on: no other object fares better here until the process is given more.
/// </summary>
public static class MemoryExhaustion
{
    /// <summary>What a silo needs besides the memory that bodies lie in, as measured, with some room.</summary>
    private const long RestBytes = 64L << 20;

    /// <summary>With less for bodies nothing is moved.</summary>
    private const long LeastBytes = 32L << 20;

    /// <summary>What to do about it, for a job that pauses.</summary>
    public static string Reason => string.Create(
        CultureInfo.InvariantCulture,
        $"this process has no memory left of the {LimitBytes >> 20} MiB that it may use; "
        + $"give it more, or start it with a smaller --memory or --objects-in-flight");

    // What the system, a container or DOTNET_GCHeapHardLimit leave to it.
    private static long LimitBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Whether that is why something failed.</summary>
    public static bool IsCauseOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is OutOfMemoryException || (exception.InnerException is { } inner && IsCauseOf(inner));
    }

    /// <summary>Why a process can't work with bodies of so many bytes in memory; null: it can.</summary>
    public static string? Shortage(long budgetBytes) => Shortage(budgetBytes, LimitBytes);

    internal static string? Shortage(long budgetBytes, long limitBytes)
    {
        var (needed, left) = (budgetBytes + RestBytes, limitBytes - RestBytes);
        if (limitBytes >= needed)
        {
            return null;
        }

        var smaller = left >= LeastBytes ? string.Create(CultureInfo.InvariantCulture, $", or start it with --memory={left >> 20} at most") : "";
        var numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"{limitBytes >> 20} MiB of memory, and needs {needed >> 20} MiB: "
            + $"{budgetBytes >> 20} MiB for bodies (--memory) and {RestBytes >> 20} MiB for the rest");
        return $"This process may use {numbers}. Give it more (the limit of its container, or DOTNET_GCHeapHardLimit){smaller}.";
    }
}
