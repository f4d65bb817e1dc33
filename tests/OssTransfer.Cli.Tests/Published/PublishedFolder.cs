namespace OssTransfer.Cli.Tests.Published;

/// <summary>The files beside the program: the build copies them to where the tests run, too.</summary>
internal static class PublishedFolder
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
