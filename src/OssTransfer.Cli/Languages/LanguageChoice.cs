using OssTransfer.Contracts.Languages;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Cli.Languages;

/// <summary>The language of what people read: <c>--language</c>, else that of the environment. It is needed before the arguments are understood.</summary>
internal static class LanguageChoice
{
    public const string Option = "--language";

    private static readonly string[] Locales = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The texts for a command line. What scripts read is the same for all.</summary>
    public static Translation Of(IReadOnlyList<string> args, bool json, Shell shell) =>
        !json && (Given(args) ?? FromEnvironment(shell)) == NoticeLanguage.Chinese ? Translation.Chinese() : Translation.None;

    private static NoticeLanguage? Given(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count && args[i] != "--"; i++)
        {
            var value = args[i].StartsWith(Option + "=", StringComparison.Ordinal) ? args[i][(Option.Length + 1)..]
                : args[i] == Option && i + 1 < args.Count ? args[i + 1] : null;
            if (value is not null)
            {
                return NoticeLanguages.Of(value);
            }
        }

        return null;
    }

    private static NoticeLanguage FromEnvironment(Shell shell) =>
        NoticeLanguages.Of(Locales.Select(shell.Setting).FirstOrDefault(value => value is not null));
}
