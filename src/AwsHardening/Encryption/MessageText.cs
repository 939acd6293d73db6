namespace AwsHardening.Encryption;

/// <summary>Messages as text in base64, which may have been broken into lines.</summary>
internal static class MessageText
{
    /// <summary>The message; the text's own bytes where it is no base64, so that the reader says what is wrong with them.</summary>
    public static byte[] Read(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) ? bytes[..length] : System.Text.Encoding.UTF8.GetBytes(text);
    }
}
