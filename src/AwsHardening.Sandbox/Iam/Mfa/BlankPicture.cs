namespace AwsHardening.Sandbox.Iam;

/// <summary>
/// The picture that goes with a new virtual device: one white pixel. Its seed goes to programs as text; no camera looks at a
/// rehearsal.
/// </summary>
internal static class BlankPicture
{
    public static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==");
}
