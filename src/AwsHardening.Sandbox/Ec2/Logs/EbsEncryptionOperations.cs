namespace AwsHardening.Sandbox.Ec2;

/// <summary>Whether new volumes of a Region are encrypted by default.</summary>
internal sealed class EbsEncryptionOperations
{
    private readonly HashSet<string> _encrypting = new(StringComparer.Ordinal);

    public void Register(OperationTable table)
    {
        table.Add("GetEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            return Json.Of(("EbsEncryptionByDefault", _encrypting.Contains(call.Region.Name)));
        });
        table.Add("EnableEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            _encrypting.Add(call.Region.Name);
            return Json.Of(("EbsEncryptionByDefault", true));
        });
        table.Add("DisableEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            _encrypting.Remove(call.Region.Name);
            return Json.Of(("EbsEncryptionByDefault", false));
        });
    }
}
