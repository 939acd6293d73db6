BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Stop-InstanceSession' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'ends sessions, by value and by property name, and reports one that is not there' {
        $id = (Get-ManagedInstance -Name 'Web Server for AZ1').InstanceId
        $null = Enter-InstanceSession $id -Line hostname
        $past = Get-SessionHistory
        ($past | Stop-InstanceSession -Confirm:$false).SessionId | Should -BeExactly $past.SessionId
        ($past.SessionId | Stop-InstanceSession).Status | Should -BeExactly 'Terminated'
        { Stop-InstanceSession no-such-session -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound*'
        $null = Stop-InstanceSession no-such-session -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem | Should -HaveCount 1
    }

    It 'ends nothing under -WhatIf' {
        $null = Enter-InstanceSession (Get-ManagedInstance -Name 'Web Server for AZ1').InstanceId -Line hostname
        $calls = $session.GetSandboxCalls().Count
        Get-SessionHistory | Stop-InstanceSession -WhatIf | Should -BeNullOrEmpty
        $session.GetSandboxCalls() | Select-Object -Skip $calls | Where-Object Operation -EQ 'TerminateSession' | Should -BeNullOrEmpty
    }
}
