using System.Net;
using System.Text.RegularExpressions;

namespace OssTransfer.Silo.Tests.Dashboard;

/// <summary>A browser without a screen: it keeps cookies, follows nothing and sends the forms that it was shown.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new()
    {
        AllowAutoRedirect = false,
        ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
    };

    private readonly HttpClient _http;

    public Visitor(string url)
    {
        _http = new(_handler) { BaseAddress = new(url) };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public HttpClient Http => _http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Visitor> SignedInAsync(string url, string token)
    {
        var visitor = new Visitor(url);
        using var answer = await visitor.SignInAsync(token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    /// <summary>Shows the form and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string token, string to = "/") =>
        await PostAsync("/sign-in", await FormTokenAsync("/sign-in"), ("token", token), ("to", to));

    /// <summary>What a page's forms carry.</summary>
    public async Task<string> FormTokenAsync(string path) => FormTokenIn(await PageAsync(path));

    public static string FormTokenIn(string page) => FormToken().Match(page).Groups[1].Value;

    public async Task<string> PageAsync(string path)
    {
        using var answer = await _http.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(new(HttpMethod.Get, path), headers);

    public Task<HttpResponseMessage> PostAsync(string path, string formToken, params (string Name, string Value)[] fields) =>
        SendAsync(Form(path, formToken, fields), []);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        using (request)
        {
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await _http.SendAsync(request, Cancel);
        }
    }

    public static HttpRequestMessage Form(string path, string formToken, params (string Name, string Value)[] fields) => new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(
            fields.Append(("form-token", formToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
    };

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"form-token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex FormToken();
}
