namespace AwsHardening.Sandbox.Ec2;

/// <summary>Whether new volumes of a Region are encrypted by default.</summary>
internal static class EbsEncryptionOperations
{
    public static void Register(OperationTable table)
    {
        table.Add("GetEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            return Json.Of(("EbsEncryptionByDefault", call.Region.EncryptsVolumes));
        });
        table.Add("EnableEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            call.Region.EncryptsVolumes = true;
            return Json.Of(("EbsEncryptionByDefault", true));
        });
        table.Add("DisableEbsEncryptionByDefault", call =>
        {
            call.StopIfDryRun();
            call.Region.EncryptsVolumes = false;
            return Json.Of(("EbsEncryptionByDefault", false));
        });
    }
}
