using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OssTransfer.LoopbackS3;

/// <summary>The arguments of the program form. Pure.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Usage: OssTransfer.LoopbackS3 [options]
          --address A            where to listen (default 127.0.0.1)
          --port N               port there (default 0: a free one, printed)
          --access-key K         default loopback
          --secret S             default loopbacksecret; env:NAME takes it from the environment
          --bucket B             a bucket that is there from the start; may be repeated
          --auto-create          buckets appear when they are first used
          --seed N:SIZE[:PREFIX] N generated objects of SIZE bytes (4096, 100k, 256m, 1g) in the last --bucket before it
          --random-names         of --seed: short names of any Unicode characters, in no folder, instead of numbered ones
          --list-delay MS        each page of a listing takes so many milliseconds more
          --discard              hash and count bodies, keep none
          --region R             refuse signatures for another region
          --clock-offset T       for example 01:00:00
          --admin-token T        accept rules on /_loopback/faults from whoever shows this token
          --certificate F        speak https with this certificate and key, both in one PEM file
          --port-file F          write the port into this file once the server answers
        """;

    public LoopbackOptions Options { get; init; } = new() { LogRequests = false };

    public IReadOnlyList<Seed> Seeds { get; init; } = [];

    /// <summary>Generated objects have names of any characters.</summary>
    public bool HasRandomNames { get; init; }

    /// <summary>What a page of a listing takes beside the work for it.</summary>
    public TimeSpan ListDelay { get; init; }

    public string? PortFile { get; init; }

    public TimeSpan ClockOffset { get; init; }

    /// <exception cref="FormatException">An argument is unknown, lacks its value or has a wrong one.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            line = args[i] switch
            {
                "--auto-create" => line with { Options = line.Options with { AutoCreateBuckets = true } },
                "--random-names" => line with { HasRandomNames = true },
                "--discard" => line with { Options = line.Options with { Discard = true } },
                var name when i + 1 < args.Count => line.With(name, args[++i]),
                var name => throw new FormatException($"{name} is unknown or lacks its value."),
            };
        }

        return line;
    }

    private CommandLine With(string name, string value) => name switch
    {
        "--address" => this with { Options = Options with { Address = IPAddress.Parse(value) } },
        "--port" => this with { Options = Options with { Port = int.Parse(value, CultureInfo.InvariantCulture) } },
        "--access-key" => this with { Options = Options with { AccessKey = value } },
        "--secret" => this with { Options = Options with { SecretKey = Resolve(value) } },
        "--bucket" => this with { Options = Options with { Buckets = [.. Options.Buckets, value] } },
        "--seed" => this with { Seeds = [.. Seeds, Seed.Parse(value, LastBucket())] },
        "--region" => this with { Options = Options with { Region = value } },
        "--list-delay" => this with { ListDelay = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture)) },
        "--clock-offset" => this with { ClockOffset = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        "--admin-token" => this with { Options = Options with { AdminToken = Resolve(value) } },
        "--certificate" => this with { Options = Options with { Certificate = X509Certificate2.CreateFromPemFile(value) } },
        "--port-file" => this with { PortFile = value },
        _ => throw new FormatException($"{name} is unknown."),
    };

    private string LastBucket() =>
        Options.Buckets.Count > 0 ? Options.Buckets[^1] : throw new FormatException("--seed needs a --bucket before it.");

    private static string Resolve(string value) =>
        value.StartsWith("env:", StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable(value[4..]) ?? throw new FormatException($"The environment has no {value[4..]}.")
            : value;
}
