namespace OssTransfer.Jobs.Sorting;

/// <summary>How rows are ordered, and how they are kept in a file.</summary>
/// <typeparam name="T">A row; no two of them compare as equal.</typeparam>
public interface IRowFormat<T> : IComparer<T>
{
    /// <summary>About how much memory a row takes.</summary>
    int BytesOf(T row);

    /// <summary>Writes a row.</summary>
    void Write(BinaryWriter writer, T row);

    /// <summary>Back from <see cref="Write"/>.</summary>
    T Read(BinaryReader reader);
}
