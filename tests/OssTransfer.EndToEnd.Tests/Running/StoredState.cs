using Microsoft.Data.Sqlite;
using ZstdSharp;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>All that a home's database holds, with what is compressed in it opened.</summary>
internal static class StoredState
{
    private static readonly byte[] ZstdMagic = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>Every value of every row, then what was compressed inside it.</summary>
    public static IEnumerable<byte[]> Read(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        foreach (var table in
            Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => System.Text.Encoding.UTF8.GetString(row)).ToList())
        {
            foreach (var value in Rows(connection, $"SELECT * FROM \"{table}\""))
            {
                yield return value;
                for (var at = value.AsSpan().IndexOf(ZstdMagic); at >= 0; at = Next(value, at))
                {
                    yield return Unpack(value[at..]);
                }
            }
        }
    }

    private static int Next(byte[] value, int at) => value.AsSpan(at + 1).IndexOf(ZstdMagic) is var next and >= 0 ? at + 1 + next : -1;

    // The frame says itself where it ends; what follows in the row belongs to something else.
    private static byte[] Unpack(byte[] frame)
    {
        using var source = new MemoryStream(frame);
        using var content = new DecompressionStream(source);
        using var result = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
            {
                result.Write(buffer, 0, read);
            }
        }
        catch (ZstdException)
        {
            // After the frame's end.
        }

        return result.ToArray();
    }

    private static IEnumerable<byte[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (!reader.IsDBNull(i))
                {
                    yield return reader.GetFieldType(i) == typeof(byte[])
                        ? (byte[])reader.GetValue(i)
                        : System.Text.Encoding.UTF8.GetBytes(reader.GetValue(i).ToString()!);
                }
            }
        }
    }
}
