namespace OssTransfer.Cli.CommandLine;

/// <summary>
/// Refuses secrets among the arguments, where every user of the machine can read them and the shell's history keeps them.
/// The refusal names the safe way and never the secret.
/// </summary>
internal static class SecretArguments
{
    private const string InConfig = "Write it into job.cfg, literally or as env:NAME or file:PATH.";

    private static readonly (string Option, string Instead)[] Refused =
    [
        ("--token", "Use --token-file FILE, or the environment variable OSSTRANSFER_TOKEN."),
        ("--src-accesskey", InConfig),
        ("--src-secretkey", InConfig),
        ("--src-session-token", InConfig),
        ("--des-accesskey", InConfig),
        ("--des-secretkey", InConfig),
        ("--des-session-token", InConfig),
        ("--accesskey", InConfig),
        ("--secretkey", InConfig),
        ("--password", InConfig),
    ];

    /// <summary>What to tell the user; null where no argument is a secret.</summary>
    public static string? Refusal(IReadOnlyList<string> args)
    {
        foreach (var arg in args.TakeWhile(arg => arg != "--"))
        {
            var name = arg.AsSpan(0, arg.AsSpan().IndexOfAny('=', ':') is var at and >= 0 ? at : arg.Length);
            foreach (var (option, instead) in Refused)
            {
                if (name.Equals(option, StringComparison.OrdinalIgnoreCase))
                {
                    return $"{option}: a secret does not belong on the command line, where every user of this machine can read it. {instead} Change the secret if it was a real one.";
                }
            }

            if (HasUserInfo(arg))
            {
                return "A URL with a user or password does not belong on the command line, where every user of this machine can read it. "
                    + (arg.Contains("postgres", StringComparison.OrdinalIgnoreCase)
                        ? "Write it into a file that only you can read, and name that with --database-file FILE, "
                            + "or a variable that holds it with --database env:NAME."
                        : "Give --api the plain URL, and the token with --token-file FILE or OSSTRANSFER_TOKEN.");
            }
        }

        return null;
    }

    private static bool HasUserInfo(string arg)
    {
        var scheme = arg.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && arg.AsSpan(scheme + 3) is var rest && rest[..(rest.IndexOf('/') is var slash and >= 0 ? slash : rest.Length)].Contains('@');
    }
}
