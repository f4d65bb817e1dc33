namespace OssTransfer.Testing;

internal enum FaultKind
{
    Before,
    After,
    Cut,
    WrongETag,
    Damage,
    Gate,
}
