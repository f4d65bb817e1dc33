using System.Text;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>A structure of Thrift. A field of another type than the one that is asked for is damage.</summary>
/// <param name="fields">By number: a <see cref="bool"/>, <see cref="long"/>, <c>byte[]</c>, <c>object[]</c> or <see cref="ThriftStruct"/>.</param>
internal sealed class ThriftStruct(IReadOnlyDictionary<int, object> fields)
{
    /// <summary>It has the field.</summary>
    public bool Has(int id) => fields.ContainsKey(id);

    /// <summary>A Boolean; null where there is none.</summary>
    public bool? Truth(int id) => Has(id) ? (bool?)Field<bool>(id) : null;

    /// <summary>A number, which is needed.</summary>
    public long Number(int id) => Field<long>(id);

    /// <summary>A number; null where there is none.</summary>
    public long? FindNumber(int id) => Has(id) ? Number(id) : null;

    /// <summary>A number of bytes or values, which is needed.</summary>
    public int Count(int id) => Number(id) is >= 0 and <= int.MaxValue and var count ? (int)count : throw Damaged();

    /// <summary>A text, which is needed.</summary>
    public string Text(int id) => Encoding.UTF8.GetString(Field<byte[]>(id));

    /// <summary>A structure, which is needed.</summary>
    public ThriftStruct Struct(int id) => Field<ThriftStruct>(id);

    /// <summary>A structure; null where there is none.</summary>
    public ThriftStruct? Find(int id) => Has(id) ? Struct(id) : null;

    /// <summary>The structures of a list, which is needed.</summary>
    public IEnumerable<ThriftStruct> Structs(int id) => Field<object[]>(id).Select(value => value as ThriftStruct ?? throw Damaged());

    /// <summary>The texts of a list, which is needed.</summary>
    public IEnumerable<string> Texts(int id) => Field<object[]>(id).Select(value => Encoding.UTF8.GetString(value as byte[] ?? throw Damaged()));

    /// <summary>It isn't what a Parquet file says of itself.</summary>
    public static InvalidDataException Damaged() => new("its description of its content is damaged");

    private T Field<T>(int id) => fields.TryGetValue(id, out var value) && value is T found ? found : throw Damaged();
}
