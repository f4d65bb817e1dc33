using OssTransfer.Storage;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>A stretch of the key space whose latest records stand in one run's index.</summary>
/// <param name="After">Exclusive lower end; null: from the first key.</param>
/// <param name="Through">Inclusive upper end; null: to the last key.</param>
/// <param name="Run">The run.</param>
/// <param name="List">Always 0; stored.</param>
/// <param name="Segments">Lines of its index.</param>
public sealed record CatalogueSpan(ObjectKey? After, ObjectKey? Through, int Run, int List, int Segments)
{
    /// <summary>Whether the key lies in it.</summary>
    public bool Contains(ObjectKey key) => (After is not { } after || key > after) && (Through is not { } through || key <= through);
}
