using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>Keys that no S3 store can hold, refused before they are sent.</summary>
internal static class KeyLimits
{
    public static void Check(ObjectKey key, StoreTraits traits, CloudOperation what)
    {
        if (key.IsEmpty)
        {
            throw new StorageException(StorageErrorKind.InvalidKey, $"{what}: an object needs a key");
        }

        if (key.Length > traits.MaxKeyBytes)
        {
            throw new StorageException(StorageErrorKind.InvalidKey, $"{what}: the key has {key.Length} bytes, {traits.Name} holds {traits.MaxKeyBytes}");
        }
    }
}
