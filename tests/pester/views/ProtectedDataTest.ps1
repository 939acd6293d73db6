New-Record ProtectedDataTest @{
    Path = '/a/path/that/is/longer/than/any/column/that/one/would/make/of/it/in/a/table'; IsValid = $false
    Fault = 'CommitmentMismatch'; PlaintextLength = 10737418240
}
