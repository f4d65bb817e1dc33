using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace OssTransfer.Silo.Hosting;

/// <summary>The silo's log files in <c>logs/</c>, each rotated by size and bounded in number.</summary>
/// <remarks>
/// The manual's names: <c>log-jobmanager.txt</c> (which jobs there are), <c>log-masters.txt</c> (what conducts them), <c>log-workers.txt</c>
/// (shards and transfers). What belongs to none of them, Orleans included, is in <c>log-silo.txt</c>.
/// Commands have their own file, <c>log-commands.txt</c>, written where they are answered.
/// </remarks>
internal static class SiloLogs
{
    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj} {Scope}";
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}";

    private const string ObjectTemplate = "{Timestamp:HH:mm:ss} {Message:lj}";

    private const string OrleansSilo = "Orleans.Runtime.Silo";

    private static readonly (string File, string[] Sources)[] Files =
    [
        ("log-jobmanager.txt", ["OssTransfer.Grains.Registry", "OssTransfer.Grains.Service", "OssTransfer.Grains.Settings"]),
        ("log-masters.txt", ["OssTransfer.Grains.Jobs", "OssTransfer.Jobs"]),
        ("log-workers.txt", ["OssTransfer.Grains.Workers", "OssTransfer.Grains.Shards", "OssTransfer.Transfer", "OssTransfer.Storage"]),
    ];

    // Where a line for each object that ended comes from.
    private static readonly string[] Objects = ["OssTransfer.Grains.Workers.Batches.EndedObjectLog"];

    public static Logger Create(SiloHostOptions options, string directory)
    {
        var own = ToSerilog(options.LogLevel);
        var others = own > LogEventLevel.Warning ? own : LogEventLevel.Warning;
        var logs = new LoggerConfiguration()
            .MinimumLevel.Is(own)
            .MinimumLevel.Override(Objects[0], options.LogLevel <= SiloLogLevel.Objects || options.ShowsObjects ? LogEventLevel.Debug : own)
            .MinimumLevel.Override("Microsoft", others)
            .MinimumLevel.Override("Orleans", others)
            // At every start: it measures from the machine's start, advises against short reminders, which are meant, ...
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)
            .MinimumLevel.Override("Orleans.Hosting.ReminderOptionsValidator", LogEventLevel.Error)
            // ... and advises a garbage collector that takes several times the memory.
            .Filter.ByExcluding(entry => IsFrom(entry, [OrleansSilo]) && entry.MessageTemplate.Text.Contains("ServerGC", StringComparison.Ordinal))
            // A call that is under way when a silo stops: its caller reports what becomes of it.
            .Filter.ByExcluding(entry => IsFrom(entry, ["Orleans.Messaging"]) && entry.Exception is SiloUnavailableException)

            // Two lines for every grain that is placed.
            .MinimumLevel.Override("Polly", LevelAlias.Off)
            .Enrich.FromLogContext();
        foreach (var (file, sources) in Files)
        {
            logs.WriteTo.Logger(part => ToFile(part.Filter.ByIncludingOnly(entry => IsFrom(entry, sources)), options, Path.Combine(directory, file)));
        }

        var named = Files.SelectMany(file => file.Sources).ToArray();
        logs.WriteTo.Logger(part => ToFile(part.Filter.ByExcluding(entry => IsFrom(entry, named)), options, Path.Combine(directory, "log-silo.txt")));
        if (options.Foreground)
        {
            logs.WriteTo.Console(FormatOf(options, ConsoleTemplate));
        }

        if (options.ShowsObjects && !options.Foreground)
        {
            logs.WriteTo.Logger(part => part.Filter.ByIncludingOnly(entry => IsFrom(entry, Objects))
                .WriteTo.Console(FormatOf(options, ObjectTemplate), standardErrorFromLevel: LevelAlias.Minimum));
        }

        return logs.CreateLogger();
    }

    private static void ToFile(LoggerConfiguration part, SiloHostOptions options, string path) => part.WriteTo.File(
        FormatOf(options, Template),
        path,
        fileSizeLimitBytes: (long)options.LogMebibytes << 20,
        rollOnFileSizeLimit: true,
        retainedFileCountLimit: options.LogFiles,
        hooks: new PrivateLogFiles());

    private static ITextFormatter FormatOf(SiloHostOptions options, string template) =>
        options.LogFormat == SiloLogFormat.Json ? new JsonLogLine() : new LogLine(template);

    private static bool IsFrom(LogEvent entry, string[] sources) =>
        entry.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value)
        && value is ScalarValue { Value: string source }
        && sources.Any(name => source.StartsWith(name, StringComparison.Ordinal) && (source.Length == name.Length || source[name.Length] == '.'));

    private static LogEventLevel ToSerilog(SiloLogLevel level) => level switch
    {
        SiloLogLevel.Debug => LogEventLevel.Debug,
        SiloLogLevel.Warning => LogEventLevel.Warning,
        SiloLogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
