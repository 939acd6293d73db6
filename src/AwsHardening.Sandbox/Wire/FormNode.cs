using System.Globalization;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The parameters of a form, as the tree that the dots in their names make.</summary>
internal sealed class FormNode
{
    private readonly Dictionary<string, FormNode> _children = new(StringComparer.Ordinal);

    public string? Value { get; private set; }

    public bool HasChildren => _children.Count > 0;

    public static FormNode Parse(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new FormNode();
        foreach ((string name, string value) in pairs)
        {
            FormNode node = root;
            foreach (string part in name.Split('.'))
            {
                if (!node._children.TryGetValue(part, out FormNode? next))
                {
                    node._children.Add(part, next = new FormNode());
                }

                node = next;
            }

            node.Value = value;
        }

        return root;
    }

    /// <summary>The node under a name, which may itself have dots; null where the form has none.</summary>
    public FormNode? Find(string name)
    {
        FormNode? node = this;
        foreach (string part in name.Split('.'))
        {
            node = node?._children.GetValueOrDefault(part);
        }

        return node;
    }

    /// <summary>The children whose names are numbers, in the order of the numbers.</summary>
    public IEnumerable<FormNode> Numbered() => _children
        .Select(child => (Number: Number(child.Key), Node: child.Value))
        .Where(child => child.Number is not null)
        .OrderBy(child => child.Number)
        .Select(child => child.Node);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
