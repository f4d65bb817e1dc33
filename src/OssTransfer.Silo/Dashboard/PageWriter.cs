using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard.Pages;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// Answers with a page: components are rendered to HTML, once, and nothing of them stays. What they are given is text, whatever stands in it, and shown
/// as <see cref="VisibleText"/> shows it.
/// </summary>
internal sealed partial class PageWriter(ApiOptions options, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    /// <summary>The script asks for what has changed.</summary>
    public const string UpdateHeader = "X-Update";

    // Pages are functions of what they are given: they ask for no service.
    private readonly ServiceProvider _none = new ServiceCollection().BuildServiceProvider();

    public async Task WriteAsync<TPage>(HttpContext http, string title, IDictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var page = ContextOf(http);
        var html = await RenderAsync(new()
        {
            [nameof(Frame.Page)] = page,
            [nameof(Frame.Title)] = title,
            [nameof(Frame.Content)] = typeof(TPage),
            [nameof(Frame.Parameters)] = parameters,
        });
        var bytes = Encoding.UTF8.GetBytes(Character().Replace(html, Shown));
        if (page.IsUpdate)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
            http.Response.Headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch == tag)
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>Says what went wrong.</summary>
    public Task WriteProblemAsync(HttpContext http, string heading, string message, int status) => WriteAsync<ProblemPage>(
        http, heading, new Dictionary<string, object?> { [nameof(ProblemPage.Heading)] = heading, [nameof(ProblemPage.Message)] = message }, status);

    /// <summary>Says that there is no such page.</summary>
    public Task WriteNothingAsync(HttpContext http) =>
        WriteProblemAsync(http, "No such page", "There is nothing at this address.", StatusCodes.Status404NotFound);

    public void Dispose() => _none.Dispose();

    private PageContext ContextOf(HttpContext http)
    {
        var session = http.Features.Get<Session>();
        var language = PageLanguage.Of(http);
        var isUpdate = http.Request.Headers.ContainsKey(UpdateHeader);
        return new()
        {
            Texts = PageLanguage.Texts(language),
            Language = language,
            FormToken = Sessions.FormTokenOf(session is null ? SessionCookies.GiveDoorKey(http) : SessionCookies.KeyIn(http)!),
            SiloName = options.SiloName,
            Url = http.Request.Path + http.Request.QueryString,
            Now = time.GetLocalNow(),
            IsSignedIn = session is not null,
            IsUpdate = isUpdate,
            Notice = isUpdate || HttpMethods.IsHead(http.Request.Method) ? null : session?.TakeNotice(),
        };
    }

    // By now a page's text is HTML, in which all but plain letters are numeric references: those of hidden characters are found by their numbers.
    private static string Shown(Match character) =>
        Rune.TryCreate(int.Parse(character.ValueSpan[3..^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var rune)
            && VisibleText.IsHidden(rune)
            ? VisibleText.Escape(rune)
            : character.Value;

    [GeneratedRegex("&#x[0-9A-F]{1,6};")]
    private static partial Regex Character();

    private async Task<string> RenderAsync(Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(_none, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = await renderer.RenderComponentAsync<Frame>(ParameterView.FromDictionary(parameters));
            return rendered.ToHtmlString();
        });
    }
}
