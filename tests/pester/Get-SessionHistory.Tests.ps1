BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-SessionHistory' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'chooses sessions, and reports one that is not there' {
        $web = (Get-ManagedInstance -Name 'Web Server for AZ1').InstanceId
        $null = Enter-InstanceSession $web -Line hostname
        $all = Get-SessionHistory
        $all | Should -BeOfType AwsHardening.InstanceSession
        Get-SessionHistory -Active | Should -BeNullOrEmpty
        (Get-SessionHistory -Owner $all.Owner -After $all.StartTime.AddMinutes(-1)).SessionId | Should -BeExactly $all.SessionId
        Get-SessionHistory -After $all.StartTime.AddHours(1) | Should -BeNullOrEmpty
        ($all | Get-SessionHistory).SessionId | Should -BeExactly $all.SessionId
        { Get-SessionHistory -SessionId none -ErrorAction Stop } | Should -Throw -ErrorId 'SessionNotFound*'
    }
}
