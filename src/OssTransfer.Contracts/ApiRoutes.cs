using System.Globalization;
using OssTransfer.Contracts.Cluster;

namespace OssTransfer.Contracts;

/// <summary>
/// The paths of the HTTP API. Every one of them wants <c>Authorization: Bearer TOKEN</c>. Those below <c>/api/</c> are published below <c>/api/v1/</c>, which
/// is the same.
/// </summary>
public static class ApiRoutes
{
    /// <summary>The header of a page that says how many there are on all pages.</summary>
    public const string Total = "Total-Count";

    /// <summary>GET: all jobs. POST: add one.</summary>
    public const string Jobs = "/api/jobs";

    /// <summary>The largest page.</summary>
    public const int MostOfPage = 1000;

    /// <summary>GET: the first jobs, those at work before others.</summary>
    public static string FirstJobs(int count) => string.Create(CultureInfo.InvariantCulture, $"{Jobs}?order=state&limit={count}");

    /// <summary>GET: all silos.</summary>
    public const string Machines = "/api/machines";

    /// <summary>GET: what was set for the cluster. POST: set something.</summary>
    public const string Settings = "/api/settings";

    /// <summary>Sender and receiver of mails, and the last ones.</summary>
    public const string Mail = "/api/mail";

    /// <summary>GET: the last commands of all machines; <c>?last=N</c>, <c>?job=ID</c>.</summary>
    public const string Commands = "/api/commands";

    /// <summary>POST: the silo gives its work back and ends.</summary>
    public const string Stop = "/api/stop";

    /// <summary>GET: the API as an OpenAPI document.</summary>
    public const string Document = "/api/openapi.json";

    /// <summary>GET: 200 while the process answers.</summary>
    public const string Live = "/health/live";

    /// <summary>GET: 200 with a <see cref="RunningSilo"/> when commands can be given, 503 before.</summary>
    public const string Ready = "/health/ready";

    /// <summary>GET: metrics for Prometheus, where the home has a token for them, which is taken here alone.</summary>
    public const string Metrics = "/metrics";

    /// <summary>GET: the Orleans Dashboard, pages for a browser that has signed in.</summary>
    public const string Dashboard = "/orleans";

    /// <summary>The pattern of <see cref="SealingKey"/>.</summary>
    public const string SealingKeyPattern = "/api/sealing-key/{name}";

    /// <summary>PUT: the key of this name seals the cluster's secrets from now on, and all that there are again.</summary>
    public static string SealingKey(string name) => $"/api/sealing-key/{Uri.EscapeDataString(name)}";

    /// <summary>The pattern of <see cref="Certificate"/>.</summary>
    public const string CertificatePattern = "/api/certificate/{fingerprint}";

    /// <summary>PUT: silos show each other the certificate with this fingerprint from now on.</summary>
    public static string Certificate(string fingerprint) => $"/api/certificate/{Uri.EscapeDataString(fingerprint)}";

    /// <summary>GET: one job.</summary>
    public static string Job(string jobId) => $"{Jobs}/{Uri.EscapeDataString(jobId)}";

    /// <summary>GET: the configuration with masked secrets. PUT: a new one.</summary>
    public static string Config(string jobId) => $"{Job(jobId)}/config";

    /// <summary>POST: new limits, whatever the job is doing (<see cref="Jobs.SetJobRequest"/>).</summary>
    public static string JobSettings(string jobId) => $"{Job(jobId)}/settings";

    /// <summary>POST: a command by its name.</summary>
    public static string Command(string jobId, string command) => $"{Job(jobId)}/commands/{command}";

    /// <summary>POST: a list of what the job migrates is to come (<see cref="Jobs.BeginFileListRequest"/>).</summary>
    public static string List(string jobId) => $"{Job(jobId)}/list";

    /// <summary>PUT: the list's next chunk, as bytes.</summary>
    public static string ListChunk(string jobId, int number, string digest, bool isLast) =>
        string.Create(CultureInfo.InvariantCulture, $"{List(jobId)}/{number}?digest={digest}&last={(isLast ? "true" : "false")}");

    /// <summary>GET: the map of the last run's shards.</summary>
    public static string Shards(string jobId) => $"{Job(jobId)}/shards";

    /// <summary>GET: what failed in the last run, one JSON object a line.</summary>
    public static string Failures(string jobId) => $"{Job(jobId)}/failures";

    /// <summary>GET: the first page of what failed for a reason; <c>Link</c> names the next one.</summary>
    public static string Failures(string jobId, string reason) => 
        $"{Failures(jobId)}?limit={MostOfPage}&reason={Uri.EscapeDataString(reason)}";

    /// <summary>
    /// GET: what vanished at the source and would be deleted, one JSON object a line. POST: how many may be (<see cref="Jobs.ApproveDeletesRequest"/>).
    /// </summary>
    public static string Deletes(string jobId) => $"{Job(jobId)}/deletes";

    /// <summary>GET: the report of the last run, its files as parts of one <c>multipart/mixed</c> answer.</summary>
    public static string Report(string jobId) => $"{Job(jobId)}/report";

    /// <summary>GET: what the job's passes decided about a key, whose bytes are given in hexadecimal digits.</summary>
    public static string Explain(string jobId, string hex) => $"{Job(jobId)}/explain?key={hex}";
}
