using System.Net;

namespace OssTransfer.Jobs.Config;

/// <summary>Which machines see one side of a job. Names are those of silos, or addresses.</summary>
public sealed class MachineSet
{
    /// <summary>In <c>job.cfg</c>: every machine.</summary>
    public const string All = "all";

    private static readonly char[] Separators = [',', ' ', '\t'];

    private MachineSet(bool isAny, IReadOnlyList<string> names)
    {
        IsAny = isAny;
        Names = names;
    }

    /// <summary>Every machine sees it.</summary>
    public static MachineSet Any { get; } = new(true, []);

    /// <summary>Every machine.</summary>
    public bool IsAny { get; }

    /// <summary>The machines, where not every one does; empty: not known which.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Which machine sees it is unknown.</summary>
    public bool IsUnknown => !IsAny && Names.Count == 0;

    /// <summary>As a configuration names them.</summary>
    /// <param name="text">The key's value; null: it isn't given, so that only the adding machine is meant.</param>
    /// <param name="addedOn">The adding machine; null: it is not known any more.</param>
    public static MachineSet Of(string? text, string? addedOn) => text switch
    {
        null => addedOn is null ? new(false, []) : new(false, [addedOn]),
        All => Any,
        _ => new(false, Split(text)),
    };

    /// <summary>As <see cref="Shown"/> gave it.</summary>
    public static MachineSet OfShown(IReadOnlyList<string>? names) => names is null ? Any : new(false, names);

    /// <summary>The names; null: every machine.</summary>
    public IReadOnlyList<string>? Shown => IsAny ? null : Names;

    /// <summary>Reads a value as it is written; false: it names no machines.</summary>
    /// <param name="text">The value.</param>
    /// <param name="canonical">How it is stored.</param>
    public static bool TryRead(string text, out string canonical)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Split(text);
        var isAll = names.Contains(All, StringComparer.OrdinalIgnoreCase);
        canonical = isAll ? All : string.Join(", ", names);
        return names.Length > 0 && (!isAll || names.Length == 1) && names.All(IsName);
    }

    /// <summary>Whether a machine is meant.</summary>
    /// <param name="silo">Its silo's name.</param>
    /// <param name="address">Its silo's address with the port.</param>
    public bool Has(string silo, string address) =>
        IsAny || Names.Any(name => name.Equals(silo, StringComparison.OrdinalIgnoreCase) || IsAddress(name, address));

    private static bool IsAddress(string name, string address) =>
        IPAddress.TryParse(name, out var meant) && IPEndPoint.TryParse(address, out var endpoint) && endpoint.Address.Equals(meant);

    private static string[] Split(string text) =>
        [.. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static bool IsName(string name) =>
        IPAddress.TryParse(name, out _) || name.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
