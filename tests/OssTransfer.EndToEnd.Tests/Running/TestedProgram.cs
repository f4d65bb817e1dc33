namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>
/// The program that tests start as users do. test.sh publishes it, so that what users get is what is tested; else it is what was built beside the tests.
/// </summary>
internal static class TestedProgram
{
    /// <summary>The folder that the program is in.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_PROGRAM") is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    /// <summary>The program.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Folder, "osstransfer");
}
