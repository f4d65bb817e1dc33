using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Cli.Views;

/// <summary>Lists of objects, one a line: <c>path&lt;TAB&gt;size&lt;TAB&gt;reason</c>, or JSON.</summary>
internal static class FailureLines
{
    /// <summary>Writes them as they arrive; answers how many they were.</summary>
    public static Task<long> WriteAsync(Shell shell, bool json, IAsyncEnumerable<FailureView> failures) =>
        json ? WriteJsonAsync(failures, shell) : WriteLinesAsync(failures, shell);

    private static async Task<long> WriteLinesAsync(IAsyncEnumerable<FailureView> failures, Shell shell)
    {
        var count = 0L;
        await foreach (var failure in failures)
        {
            count++;
            shell.RefuseUnseen();
            await shell.Out.WriteLineAsync(FileListText.Line(KeyText.KeyOf(failure.Key, failure.KeyBase64), failure.Size, failure.Reason));
        }

        return count;
    }

    // An array like every other list of --json, written as it arrives: it may be longer than memory.
    private static async Task<long> WriteJsonAsync(IAsyncEnumerable<FailureView> failures, Shell shell)
    {
        var count = 0L;
        await shell.Out.WriteAsync("[");
        await foreach (var failure in failures)
        {
            shell.RefuseUnseen();
            await shell.Out.WriteAsync((count++ == 0 ? "\n  " : ",\n  ") + JsonOutput.Line(failure, ContractsJson.Default.FailureView));
        }

        await shell.Out.WriteLineAsync(count == 0 ? "]" : "\n]");
        return count;
    }
}
