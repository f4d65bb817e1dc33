namespace OssTransfer.Cli.FileLists;

/// <summary>What is read of an inventory. CSV has <c>LastModifiedDate</c> where Parquet has <c>last_modified_date</c>.</summary>
internal enum InventoryColumn
{
    Key,
    Size,
    IsLatest,
    IsDeleteMarker,
    LastModifiedDate,
    ETag,
}
