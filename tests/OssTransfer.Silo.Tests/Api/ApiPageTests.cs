using System.Text.RegularExpressions;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>The page about the API names every request that a silo answers, and no other.</summary>
public sealed partial class ApiPageTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("docs/api.md")]
    [InlineData("docs/zh-CN/api.md")]
    public void Page_names_every_request(string page)
    {
        var named = Row().Matches(File.ReadAllText(Path.Combine(Root(), page))).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        // Patterns carry constraints, such as {number:int:min(0)}.
        Assert.Equal(_server.Routes.Select(route => (route.Method, Constraint().Replace(route.Pattern, "}"))).Order(), named.Order());
    }

    internal static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "OssTransfer.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("These tests read the documentation: run them where they were built.");
        }

        return at.FullName;
    }

    [GeneratedRegex(@"^\| `([A-Z]+)` \| `(/[^`?]+)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@":[^}]*}")]
    private static partial Regex Constraint();
}
