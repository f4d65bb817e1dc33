using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace OssTransfer.Silo.Hosting;

/// <summary>Reads settings, the argument before the environment before the file, and collects what is wrong with any of them.</summary>
internal sealed class HostSettingsReader(IReadOnlyDictionary<string, string?> arguments, Func<string, string?> environment, IConfiguration file)
{
    private const string Root = "OssTransfer";

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Errors { get; } = [];

    public int Number(Setting setting, int lowest, int highest, int otherwise)
    {
        if (Find(setting) is not var (text, place))
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Errors.Add($"{place}: '{text}' is not allowed; a number from {lowest} to {highest}.");
        return otherwise;
    }

    public int? NumberOrNone(Setting setting, int lowest, int highest, int? otherwise)
    {
        if (Find(setting) is not var (text, place))
        {
            return otherwise;
        }

        if (string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Errors.Add($"{place}: '{text}' is not allowed; a number from {lowest} to {highest}, or none.");
        return otherwise;
    }

    public T Choice<T>(Setting setting, T otherwise)
        where T : struct, Enum
    {
        if (Find(setting) is not var (text, place))
        {
            return otherwise;
        }

        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]))
        {
            return value;
        }

        Errors.Add($"{place}: '{text}' is not allowed; one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
        return otherwise;
    }

    public IPAddress Address(Setting setting, IPAddress otherwise)
    {
        if (Find(setting) is not var (text, place))
        {
            return otherwise;
        }

        if (IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(letter => letter == '.') == 3))
        {
            return address;
        }

        Errors.Add($"{place}: '{text}' is not allowed; an IP address such as 10.0.0.5.");
        return otherwise;
    }

    public string Text(Setting setting, Func<string, bool> allowed, string rule, string otherwise)
    {
        if (Find(setting) is not var (text, place))
        {
            return otherwise;
        }

        if (allowed(text))
        {
            return text;
        }

        Errors.Add($"{place}: '{text}' is not allowed; {rule}.");
        return otherwise;
    }

    /// <summary>Reports the keys of the file that nothing asked for; call it last.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var (key, value) in file.GetSection(Root).AsEnumerable())
        {
            if (value is not null && !_asked.Contains(key))
            {
                Errors.Add($"appsettings.json: {key} is unknown; known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    // An empty value means not given.
    private (string Text, string Place)? Find(Setting setting)
    {
        _asked.Add(setting.Key);
        if (arguments.GetValueOrDefault(setting.Argument) is { Length: > 0 } argument)
        {
            return (argument, setting.Argument);
        }

        if (environment(setting.Variable) is { Length: > 0 } variable)
        {
            return (variable, setting.Variable);
        }

        return file[setting.Key] is { Length: > 0 } value ? (value, $"appsettings.json, {setting.Key}") : null;
    }
}
