using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>The errors of one text, bounded: a file of another kind must not give a million of them.</summary>
internal sealed class ErrorList
{
    private const int Max = 100;
    private readonly List<ConfigError> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public bool IsFull => _errors.Count >= Max;

    public void Add(int line, string key, string message)
    {
        if (!IsFull)
        {
            _errors.Add(new(line, key.Length == 0 ? null : key, message));
        }
    }

    public IReadOnlyList<ConfigError> InOrder() => [.. _errors.OrderBy(error => error.Line == 0 ? int.MaxValue : error.Line)];
}
