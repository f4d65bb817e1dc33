using System.Diagnostics;

namespace OssTransfer.Vendors.Tests;

/// <summary>The vendors' own SDKs for Node.js, run as programs: they write, list and read what our readers then migrate.</summary>
internal static class VendorSdks
{
    /// <summary>Names the folder into which tests/servers/sdks.sh installed them.</summary>
    public const string Variable = "OSSTRANSFER_TEST_SDKS";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Runs a script of <c>Sdks/</c> and gives what it printed. Skips the test where the SDKs aren't installed; fails it where the script does.
    /// </summary>
    public static async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"Set {Variable} to a folder made by tests/servers/sdks.sh to run this against the vendor's SDK.");

        // Modules are looked for beside the script.
        var copy = Path.Combine(folder!, $"{Path.GetFileNameWithoutExtension(script)}-{Guid.NewGuid():n}.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Sdks", script), copy);
        try
        {
            var start = new ProcessStartInfo("node", [copy]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            return await RunAsync(start, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            Assert.True(process.ExitCode == 0, $"the SDK's script ended with {process.ExitCode}: {await errors}{await output}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
