using System.Globalization;
using System.Text;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Qiniu Kodo: all its services at one address, and the download domain of the first space as well.</summary>
public sealed class KodoVendor : IVendor
{
    private readonly EmulatorState _state;
    private readonly KodoVerifier _verifier;
    private readonly bool _opaqueMarkers;

    /// <param name="state">What is shared.</param>
    /// <param name="opaqueMarkers">Markers are of a form that nobody has seen yet.</param>
    public KodoVendor(EmulatorState state, bool opaqueMarkers = false)
    {
        _state = state;
        _verifier = new(state);
        _opaqueMarkers = opaqueMarkers;
    }

    public string RequestIdHeader => "X-Reqid";

    /// <summary>Starts an emulator of Kodo.</summary>
    public static Task<EmulatorServer> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        EmulatorServer.StartAsync(static state => new KodoVendor(state), options, cancellationToken);

    public void Understand(EmulatorRequest request)
    {
        var segments = request.RawPath.Split('/');
        (request.Operation, request.Bucket) = (request.Method, segments) switch
        {
            (_, _) when request.Parameter("token") is not null => (request.Method == "HEAD" ? "HeadObject" : "GetObject", Domain(request)),
            ("GET", ["", "v4", "query"]) => ("QueryRegion", request.Parameter("bucket") ?? ""),
            (_, ["", "list"]) => ("List", request.Parameter("bucket") ?? ""),
            (_, ["", "stat", _]) => ("Stat", ""),
            ("POST", ["", ""]) => ("Form", ""),
            ("POST", ["", "buckets", var name, "objects", _, "uploads"]) => ("Initiate", name),
            ("PUT", ["", "buckets", var name, "objects", _, "uploads", _, _]) => ("Part", name),
            ("POST", ["", "buckets", var name, "objects", _, "uploads", _]) => ("Complete", name),
            _ => (request.Method == "HEAD" ? "HeadObject" : "GetObject", Domain(request)),
        };
        request.Key = request.Operation switch
        {
            "HeadObject" or "GetObject" => request.Path[1..],
            "Initiate" or "Part" or "Complete" => segments[4] == "~" ? [] : KodoText.FromBase64(segments[4])!,
            "Stat" => Entry(request, segments[2]),
            _ => [],
        };
    }

    public void Verify(EmulatorRequest request)
    {
        switch (request.Operation)
        {
            case "HeadObject" or "GetObject":
                _verifier.CheckDownload(request);
                break;
            case "List" or "Stat":
                _verifier.CheckService(request);
                break;
            case "Initiate" or "Part" or "Complete":
                _verifier.CheckUpload((request.Header("Authorization") ?? "")["UpToken ".Length..]);
                break;
        }
    }

    public EmulatorAnswer Do(EmulatorRequest request)
    {
        var segments = request.RawPath.Split('/');
        return request.Operation switch
        {
            "Form" => KodoUploads.Form(request, _verifier, _state),
            "QueryRegion" => Region(request),
            "List" => KodoListing.List(request, Bucket(request), _opaqueMarkers),
            "Stat" => Stat(Bucket(request).Find(request.Key)),
            "Initiate" => KodoUploads.Initiate(request, Bucket(request)),
            "Part" => KodoUploads.Part(request, Bucket(request), segments[6], int.Parse(segments[7], CultureInfo.InvariantCulture)),
            "Complete" => KodoUploads.Complete(request, Bucket(request), segments[6], _state.Now),
            _ => KodoObjects.Read(request, Bucket(request)),
        };
    }

    public EmulatorAnswer Refuse(EmulatorRequest request, EmulatorError error) =>
        EmulatorAnswer.Of(error.Status, JsonSerializer.Serialize(new { error = error.Code.Length > 0 ? error.Code : error.Message }), "application/json");

    private EmulatorBucket Bucket(EmulatorRequest request) => KodoUploads.Find(_state, request.Bucket);

    private string Domain(EmulatorRequest request) => _state.Options.Domains.GetValueOrDefault(request.Host.Split(':')[0], _state.Options.Buckets[0]);

    private EmulatorAnswer Region(EmulatorRequest request)
    {
        Bucket(request);
        if (request.Parameter("ak") != _state.Options.AccessKey)
        {
            throw new EmulatorError(612, "", "no such entry");
        }

        var hosts = new { domains = new[] { request.Host } };
        return EmulatorAnswer.Of(
            200,
            JsonSerializer.Serialize(
                new
                {
                    hosts = new[]
                    {
                        new { region = "z0", ttl = 86400, up = hosts, io = hosts, io_src = hosts, rs = hosts, rsf = hosts, api = hosts, uc = hosts },
                    },
                }),
            "application/json");
    }

    private static EmulatorAnswer Stat(EmulatorObject? stored) => stored is null
        ? throw new EmulatorError(612, "", "no such file or directory")
        : EmulatorAnswer.Of(
            200, JsonSerializer.Serialize(
                new { fsize = stored.Content.Length, hash = stored.ETag, putTime = (stored.LastModified - DateTimeOffset.UnixEpoch).Ticks, type = 0 }),
                "application/json");

    private static byte[] Entry(EmulatorRequest request, string encoded)
    {
        var entry = KodoText.FromBase64(encoded)!;
        var colon = Array.IndexOf(entry, (byte)':');
        request.Bucket = Encoding.UTF8.GetString(entry, 0, colon);
        return entry[(colon + 1)..];
    }
}
