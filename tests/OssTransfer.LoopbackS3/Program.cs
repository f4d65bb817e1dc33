using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using OssTransfer.LoopbackS3;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (Exception error) when (error is FormatException or OverflowException or CryptographicException)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

await using var server = await LoopbackServer.StartAsync(line.Options);
server.ClockOffset = line.ClockOffset;
foreach (var seed in line.Seeds)
{
    server.Seed(seed.Bucket, seed.Count, seed.Bytes, seed.Prefix, line.HasRandomNames);
}

if (line.ListDelay > TimeSpan.Zero)
{
    server.Faults.Add(new()
    {
        Kind = FaultKind.Slow,
        Delay = line.ListDelay,
        Times = null,
        Operations = [S3Operation.ListObjects, S3Operation.ListObjectsV2],
    });
}

Console.WriteLine($"LoopbackS3 answers on {server.Url}");
if (line.PortFile is { } file)
{
    // Renamed into place: whoever waits for the file never reads half of it.
    File.WriteAllText(file + ".new", server.Url.Port.ToString(CultureInfo.InvariantCulture));
    File.Move(file + ".new", file, overwrite: true);
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await server.WaitAsync(stop.Token);
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
