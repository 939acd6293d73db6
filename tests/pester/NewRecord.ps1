# Makes a record without its constructor: the views read properties, whoever set them.
function New-Record([string] $Type, [hashtable] $Values) {
    $record = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject([type] "AwsHardening.$Type")
    foreach ($name in $Values.Keys) {
        $field = $record.GetType().GetField("<$name>k__BackingField", 'Instance,NonPublic')
        $field.SetValue($record, [System.Management.Automation.LanguagePrimitives]::ConvertTo($Values[$name], $field.FieldType))
    }
    $record
}

$long = 'Longer than any column that a sensible person would make ' * 3
