using System.CommandLine;
using OssTransfer.Cli.Languages;

namespace OssTransfer.Cli.CommandLine;

/// <summary>The options that every command has: which silo, and how to answer.</summary>
internal static class SiloOptions
{
    public static Option<string?> Home { get; } = new("--home")
    {
        HelpName = "DIR",
        Description = "home of the silo; else OSSTRANSFER_HOME, else ~/.osstransfer",
        Recursive = true,
    };

    public static Option<string?> Api { get; } = new("--api")
    {
        HelpName = "URL",
        Description = "a silo elsewhere, with --token-file; else OSSTRANSFER_API",
        Recursive = true,
    };

    public static Option<string?> TokenFile { get; } = new("--token-file")
    {
        HelpName = "FILE",
        Description = "file with the API's token; else OSSTRANSFER_TOKEN holds it",
        Recursive = true,
    };

    public static Option<string?> ApiCert { get; } = new("--api-cert")
    {
        HelpName = "FILE",
        Description = "with --api https: the silo's certificate, a copy of conf/api.pem in its home; else OSSTRANSFER_API_CERT",
        Recursive = true,
    };

    public static Option<string?> Language { get; } = Choice();

    public static Option<bool> Json { get; } = new("--json")
    {
        Arity = ArgumentArity.Zero,
        Description = "answer with one JSON document on standard output",
        Recursive = true,
    };

    private static Option<string?> Choice()
    {
        var option = new Option<string?>(LanguageChoice.Option)
        {
            HelpName = "en|zh",
            Description = "language of texts; else LC_ALL, LC_MESSAGES or LANG; JSON is the same in all",
            Recursive = true,
        };
        option.CompletionSources.Add("en", "zh");
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } language and not ("en" or "zh"))
            {
                result.AddError($"{LanguageChoice.Option}: '{language}' is not allowed; en or zh");
            }
        });
        return option;
    }
}
