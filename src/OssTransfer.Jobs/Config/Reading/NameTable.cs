namespace OssTransfer.Jobs.Config.Reading;

/// <summary>How the values of an enum are spelt in <c>job.cfg</c>.</summary>
internal sealed class NameTable<T>(params (string Name, T Value)[] rows)
    where T : struct, Enum
{
    public string Names => string.Join(", ", rows.Select(row => row.Name));

    public bool TryFind(string name, out T value)
    {
        foreach (var row in rows)
        {
            if (row.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = row.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public string NameOf(T value) => rows.First(row => row.Value.Equals(value)).Name;
}
