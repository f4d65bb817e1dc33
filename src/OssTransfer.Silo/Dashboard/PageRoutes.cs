using System.Globalization;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The paths of the dashboard's pages.</summary>
public static class PageRoutes
{
    /// <summary>All jobs.</summary>
    public const string Home = "/";

    /// <summary>Below it each job.</summary>
    public const string Jobs = "/jobs";

    /// <summary>All silos.</summary>
    public const string Machines = "/machines";

    /// <summary>The last commands.</summary>
    public const string Commands = "/commands";

    /// <summary>The last mails.</summary>
    public const string Mail = "/mail";

    /// <summary>What is set for the cluster.</summary>
    public const string Settings = "/settings";

    /// <summary>GET: the form. POST: the token.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>POST: ends the session.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>Style and script.</summary>
    public const string Assets = "/assets";

    private static readonly string[] ApiRoots = ["/api", "/health", ApiRoutes.Metrics];

    private static readonly string[] Roots = [Jobs, Machines, Commands, Mail, Settings, SignIn, SignOut, Assets, ApiRoutes.Dashboard];

    /// <summary>A page for a browser, not a part of the API. As in routing, letter case and a slash at the end make no difference, here and below.</summary>
    public static bool IsPage(PathString path) => path == Home || IsBelow(Roots, path);

    /// <summary>Belongs to the API, whether there is something or not.</summary>
    public static bool IsApi(PathString path) => IsBelow(ApiRoots, path);

    /// <summary>What is shown without a sign-in, too: it says nothing of the silo.</summary>
    public static bool IsOpen(PathString path) =>
        (path.StartsWithSegments(SignIn, out var rest) && rest.Value is "" or "/") || path.StartsWithSegments(Assets);

    private static bool IsBelow(string[] roots, PathString path) => Array.Exists(roots, root => path.StartsWithSegments(root));

    /// <summary>A page of a list.</summary>
    public static string Numbered(string list, int page) => page == 1 ? list : string.Create(CultureInfo.InvariantCulture, $"{list}?page={page}");

    /// <summary>A job's page.</summary>
    public static string Job(string jobId) => $"{Jobs}/{Uri.EscapeDataString(jobId)}";

    /// <summary>GET: asks whether the command is meant. POST: gives it.</summary>
    public static string Command(string jobId, string command) => $"{Job(jobId)}/commands/{command}";

    /// <summary>A page of the job.</summary>
    public static string Failures(string jobId) => $"{Job(jobId)}/failures";

    /// <summary>The part of it that failed for this reason.</summary>
    public static string Failures(string jobId, string reason) => $"{Failures(jobId)}?reason={Uri.EscapeDataString(reason)}";

    /// <summary>A page of the job.</summary>
    public static string Config(string jobId) => $"{Job(jobId)}/config";

    /// <summary>A page of the job: what vanished at the source. POST: how many of that the next pass may delete.</summary>
    public static string Deletes(string jobId) => $"{Job(jobId)}/deletes";

    /// <summary>POST: new limits of the job.</summary>
    public static string Limits(string jobId) => $"{Job(jobId)}/limits";

    /// <summary>A page of the job: what its passes decided about a key.</summary>
    public static string Explain(string jobId) => $"{Job(jobId)}/explain";

    /// <summary>The same about this key, of which the bytes are given in hexadecimal digits.</summary>
    public static string Explain(string jobId, string hex) => $"{Explain(jobId)}?key={hex}";
}
