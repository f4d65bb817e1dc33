using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;

namespace OssTransfer.Jobs.Settings;

/// <summary>Checks what was typed after <c>set</c>, all of it before any of it is applied.</summary>
public sealed class SettingsReader
{
    /// <summary>What takes a number back.</summary>
    public const string Default = "default";

    /// <summary>The largest number of masters or workers.</summary>
    public const int Most = 1000;

    /// <summary>Everything that can be set, for a message.</summary>
    public const string What =
        "--max-master-num=N, --max-worker-num=N [--ip=MACHINE], --msg_from=ADDRESS[:PASSWORD], --msg_to=ADDRESS[:PASSWORD], "
        + "--smtp-host=HOST, --smtp-port=N, --smtp-security=tls|starttls|none, --mail-test";

    private const int LastPort = 65_535;

    private readonly List<ConfigError> _problems = [];

    private SettingsReader()
    {
    }

    /// <summary>All that is wrong; empty: nothing.</summary>
    public IReadOnlyList<ConfigError> Problems => _problems;

    /// <summary>The masters that are asked for; null: none were.</summary>
    public NumberSetting? Masters { get; private init; }

    /// <summary>The workers that are asked for; null: none were.</summary>
    public NumberSetting? Workers { get; private init; }

    /// <summary>The machine that the workers are for, as it was typed; null: all.</summary>
    public string? Machine { get; private init; }

    /// <summary>The account to send from, with its password; null: none was given.</summary>
    public MailAccount? Sender { get; private init; }

    /// <summary>Who gets the mails; null: none was given.</summary>
    public MailAccount? Receiver { get; private init; }

    /// <summary>The mail server; null: none was given.</summary>
    public TextSetting? SmtpHost { get; private init; }

    /// <summary>Its port; null: none was given.</summary>
    public NumberSetting? SmtpPort { get; private init; }

    /// <summary>How the connection is secured; null: that wasn't given.</summary>
    public SmtpSecuritySetting? SmtpSecurity { get; private init; }

    /// <summary>A mail is sent at once.</summary>
    public bool SendsTest { get; private init; }

    /// <summary>Whether anything but a test was asked for.</summary>
    public bool ChangesAnything => new object?[] { Masters, Workers, Sender, Receiver, SmtpHost, SmtpPort, SmtpSecurity }.Any(given => given is not null);

    /// <summary>Reads and checks.</summary>
    public static SettingsReader Read(SetRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var problems = new List<ConfigError>();
        var machine = string.IsNullOrWhiteSpace(input.Machine) ? null : input.Machine.Trim();
        var accounts = Accounts(input, problems);
        var reader = new SettingsReader
        {
            Masters = Number("--max-master-num", input.MaxMasterNum, problems),
            Workers = Number("--max-worker-num", input.MaxWorkerNum, problems),
            Machine = machine,
            Sender = accounts.Find(account => account.Password is not null),
            Receiver = accounts.Find(account => account.Password is null),
            SmtpHost = Host(input.SmtpHost, problems),
            SmtpPort = Number("--smtp-port", input.SmtpPort, problems, LastPort),
            SmtpSecurity = Security(input.SmtpSecurity, problems),
            SendsTest = input.MailTest,
        };
        if (input.Machine is not null && machine is null)
        {
            problems.Add(new(0, "--ip", $"no machine is named; {Advice.Of("status", "--machine")} shows their names and addresses"));
        }
        else if (machine is not null && input.MaxWorkerNum is null)
        {
            problems.Add(new(0, "--ip", "it goes with --max-worker-num=N, which is all that a single machine has of its own"));
        }

        var isEmpty = input is
        {
            MaxMasterNum: null, MaxWorkerNum: null, Machine: null, MsgFrom: null, MsgTo: null,
            SmtpHost: null, SmtpPort: null, SmtpSecurity: null, MailTest: false,
        };
        if (isEmpty)
        {
            problems.Add(new(0, "set", $"nothing was given to set. There are: {What}"));
        }

        reader._problems.AddRange(problems);
        return reader;
    }

    private static TextSetting? Host(string? text, List<ConfigError> problems)
    {
        if (text?.Trim() is not { } host || host.Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return text is null ? null : new(null);
        }

        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            problems.Add(new(0, "--smtp-host", $"'{host}' is no host; write a name or an address without port, or one of {MailServers.ShortNames}"));
        }

        return new(host);
    }

    private static SmtpSecuritySetting? Security(string? text, List<ConfigError> problems)
    {
        if (text?.Trim() is not { } name || name.Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return text is null ? null : new(null);
        }

        if (SecurityNames.Find(name) is { } security)
        {
            return new(security);
        }

        problems.Add(new(0, "--smtp-security", $"'{name}' is none of {SecurityNames.All}, nor '{Default}', which takes back what was set"));
        return null;
    }

    private static NumberSetting? Number(string option, string? text, List<ConfigError> problems, int most = Most)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Trim().Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return new(null);
        }

        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return new(number);
        }

        problems.Add(new(0, option, $"'{text}' is none of 1 to {most}, nor '{Default}', which takes back what was set"));
        return null;
    }

    private static List<MailAccount> Accounts(SetRequest input, List<ConfigError> problems)
    {
        var accounts = new List<MailAccount>();
        foreach (var (option, text) in ((string, string?)[])[("--msg_from", input.MsgFrom), ("--msg_to", input.MsgTo)])
        {
            if (text is not null)
            {
                accounts.Add(MailAccount.Split(text));
                if (accounts[^1].Problem() is { } problem)
                {
                    problems.Add(new(0, option, problem));
                }
            }
        }

        if (accounts is [{ Password: not null }, { Password: not null }])
        {
            problems.Add(new(0, "--msg_to", "both addresses have a password; give it to the sending account only, the other one is the receiver"));
        }
        else if (accounts is [{ Password: null }, { Password: null }])
        {
            problems.Add(new(0, "--msg_to", "neither address has a password; write the sending account as ADDRESS:PASSWORD, or ADDRESS:- to be asked for it"));
        }

        return accounts;
    }
}
