using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AwsHardening.Pipeline;

/// <summary>Text of a form, refused in words: ValidatePattern would show whoever mistyped an address a regular expression.</summary>
/// <param name="pattern">The whole text's form; <c>\w</c> and <c>\d</c> are of ASCII alone, as AWS's names are.</param>
/// <param name="what">What such a text is, with an example: <c>an e-mail address, such as security@example.com</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateTextAttribute(string pattern, string what) : ValidateEnumeratedArgumentsAttribute
{
    private readonly Regex _form = new($"^(?:{pattern})$(?!\n)", RegexOptions.ECMAScript);

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        if (!_form.IsMatch($"{element}"))
        {
            throw new ValidationMetadataException($"'{element}' is not {what}.");
        }
    }
}
