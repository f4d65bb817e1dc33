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
    public const string What = "--max-master-num=N, --max-worker-num=N [--ip=MACHINE], --msg_from=ADDRESS[:PASSWORD], --msg_to=ADDRESS[:PASSWORD]";

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

    /// <summary>Who gets the mails; null: nobody was given.</summary>
    public MailAccount? Receiver { get; private init; }

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
        };
        if (input.Machine is not null && machine is null)
        {
            problems.Add(new(0, "--ip", $"no machine is named; {Advice.Of("status", "--machine")} shows their names and addresses"));
        }
        else if (machine is not null && input.MaxWorkerNum is null)
        {
            problems.Add(new(0, "--ip", "it goes with --max-worker-num=N, which is all that a single machine has of its own"));
        }

        if (input is { MaxMasterNum: null, MaxWorkerNum: null, Machine: null, MsgFrom: null, MsgTo: null })
        {
            problems.Add(new(0, "set", $"nothing was given to set. There are: {What}"));
        }

        reader._problems.AddRange(problems);
        return reader;
    }

    private static NumberSetting? Number(string option, string? text, List<ConfigError> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Trim().Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return new(null);
        }

        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most)
        {
            return new(number);
        }

        problems.Add(new(0, option, $"'{text}' is none of 1 to {Most}, nor '{Default}', which takes back what was set"));
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
